"""The office's and the head's daily work at the console, by forms."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from storage import roll
from tests.clauses.test_console import press_starting
from tests.town import Town, town
from tests.translation.stub import serving
from tests.web.browser import PASSWORD, at_console

SUNDAY = datetime(2024, 3, 3, 19, 0, tzinfo=UTC)
SAID = "کل اپنی تیراکی کی چیزیں لائے"
MONDAY_8 = datetime(2024, 3, 4, 8, 0, tzinfo=UTC)


async def test_absences_are_written_down_signed_in_asked_about_and_exported(database_url: str, tmp_path: Path) -> None:
    async with town(database_url, tmp_path) as made, at_console(made) as at:
        orla = await at("office")
        await orla.get("/console/absences")
        await orla.send("/console/absences/add", child="Finn Marlow 3B", reason="ill", line="until Thursday", way="phone")
        assert "Finn Marlow" in orla.seen
        assert "1 child away, 1 to confirm" in orla.seen
        sheet = await orla.get("/console/absences.csv")
        assert "3B,Finn Marlow,2024-03-05,whole day,I,phone,to confirm" in sheet.raw
        await orla.get("/console/absences")
        await orla.press("Confirm 3B")
        assert "1 child away, all confirmed" in orla.seen
        await orla.get("/console/absences?day=2024-03-06")
        assert "Wednesday 6 March" in orla.seen
        assert "Confirm 3B" not in orla.labels
        await orla.get("/console/absences")
        await orla.send("/console/absences/in", came_in="Ola Zielona 3B")
        assert "Ola Zielona" in orla.seen
        await orla.get("/console/absences")
        await orla.send("/console/absences/missing", children="Mira 5A")
        await orla.send("/console/say", text="1")  # a list that may be a mistake waits for the typed number
        assert "Mira Dubova" in orla.seen
        await orla.send("/console/absences/missing", children="Nobody Atall 9Z")
        assert "Nobody Atall 9Z" in orla.seen
        assert orla.form("/console/absences/missing").fields["children"] == "Nobody Atall 9Z"
        await orla.send("/console/absences/add", child="Nobody Atall", reason="late", line="until Thursday", way="desk")
        kept = orla.form("/console/absences/add").fields
        assert (kept["child"], kept["line"], kept["way"]) == ("Nobody Atall", "until Thursday", "desk")
        assert "<option selected>late</option>" in orla.seen.raw


async def test_a_snow_day_shows_who_is_affected_moves_what_is_held_and_can_be_taken_back(
    database_url: str, tmp_path: Path
) -> None:
    async with town(database_url, tmp_path, now=SUNDAY) as made, at_console(made) as at:
        made.say("marta", "Ola forgot her reading book, sorry")
        await made.settled()
        hollis = await at("head")
        await hollis.get("/console/closure?kind=snow&first=2024-03-04&last=2024-03-04&class=")
        assert "Children affected: 6." in hollis.seen
        assert "Messages held now: 1;" in hollis.seen
        await hollis.press("Yes, close")
        assert "The closure is set." in hollis.seen
        assert "Monday 4 March" in hollis.seen
        await made.at(MONDAY_8)
        await made.settled()
        tess = await at("t3")
        assert "Nothing waits for you." in tess.seen
        await hollis.press("Take back")
        assert "The closure is taken back." in hollis.seen
        await made.at(MONDAY_8.replace(minute=5))
        await made.settled()
        assert "Ola Zielona" in await tess.get("/console")
        await hollis.get("/console/closure")
        await hollis.get("/console/emergency")
        await hollis.send("/console/emergency", text="early 13:30")
        assert "To 6 family adults of the whole school" in hollis.seen
        await hollis.send("/console/say", text="EARLY")
        assert "It goes to 6 adults now" in hollis.seen
        await made.sees("beth", "School closes early on Monday 4 March, at 13:30")
        await hollis.get("/console/closure")
        await hollis.post("/console/closure", {**hollis.form("/console/sign-out").fields, "first": "never"})
        assert "Choose a first day" in hollis.seen


async def test_a_translation_stands_first_and_the_original_one_tap_away(sqlite_url: str, tmp_path: Path) -> None:
    with serving() as stub:
        stub.translate = lambda text: text.replace(SAID, "bring swimming things tomorrow")
        async with town(sqlite_url, tmp_path, translator_url=stub.url) as made, at_console(made) as at:
            made.say("sana", f"کیا زین {SAID}؟ شکریہ")
            await made.settled()
            tess = await at("t3")
            await tess.open("Zain Qamar")
            for _ in range(40):  # it is made aside; the page says so meanwhile
                if "Translated by computer" in tess.seen:
                    break
                assert "The translation is being made." in tess.seen
                await tess.get(tess.seen.path)
            assert "Translated by computer from Urdu. Show the original" in tess.seen
            assert 'lang="ur" dir="rtl">کیا زین' in tess.seen.raw
            assert "bring swimming things tomorrow" in tess.seen


async def test_an_account_is_not_made_with_a_bad_password_or_anothers_name(sqlite_url: str, tmp_path: Path) -> None:
    async with town(sqlite_url, tmp_path) as made, at_console(made) as at:
        await at("t5", ceremony=True)
        tess = await at()
        code = await tess.invited("t3")
        await tess.get("/console/start")
        await tess.send("/console/start", invite=code.lower().replace("-", " "))
        assert "Welcome, Tess Harrow" in tess.seen
        await tess.send("/console/start", password=PASSWORD, again="something else here")
        assert "not the same" in tess.seen
        await tess.send("/console/start", password="tess harrow!", again="tess harrow!")
        assert "your own name" in tess.seen
        await tess.send("/console/start", login="Theo.Fenn", password=PASSWORD, again=PASSWORD)
        assert "Somebody has that name already" in tess.seen
        await tess.send("/console/start", login="tess", password=PASSWORD, again=PASSWORD)
        await tess.send("/console/start/app", code="000000")
        assert "That code was not right" in tess.seen
        await tess.get("/console/start")
        await tess.send("/console/start", invite=code)
        assert "This code does not work" in tess.seen


async def test_the_head_changes_hours_routing_numbers_and_dates_by_forms_and_sees_first_who_is_affected(
    database_url: str, tmp_path: Path
) -> None:
    async with town(database_url, tmp_path, now=SUNDAY) as made, at_console(made) as at:
        made.say("marta", "Ola forgot her reading book, sorry")
        await made.settled()
        hollis = await at("head")
        await hollis.get("/console/school")
        await hollis.send("/console/school", teacher_hours="whenever")
        assert "give days and hours" in hollis.seen
        assert "Nothing was changed" in hollis.seen
        await hollis.send("/console/school", teacher_hours="Mon-Fri 10:00-17:00", to_dinners="", office_phone="01632 960150")
        assert "Teachers' hours change for 2 classes" in hollis.seen
        assert "1 message held now will be passed on at the next opening by the new hours." in hollis.seen
        await hollis.press("Put this in force now")
        assert "Before this is in force" in hollis.seen  # without a reason it is only shown
        await hollis.press("Put this in force now", reason="late start this term")
        assert "The new rules are in force" in hollis.seen
        fields = hollis.form("/console/school").fields
        assert (fields["teacher_hours"], fields["to_dinners"]) == ("Mon-Fri 10:00-17:00", "")
        assert fields["to_absence"] == "office"
        await made.at(MONDAY_8)
        assert "Nothing waits for you." in await (tess := await at("t3")).get("/console")
        await hollis.send("/console/school/dates", terms="2024-09-03 to 2024-10-25", insets="2024-09-02")
        assert "3 September 2024 to 25 October 2024" in hollis.seen
        await hollis.send("/console/school/dates", terms="2024-09-10 to 2024-10-01")
        assert "overlap" in hollis.seen
        await hollis.get("/console/school")
        await hollis.post("/console/school/term", {**hollis.form("/console/school/term").fields, "term": "2024-09-03 2024-10-25"})
        assert "3 September 2024 to" not in hollis.seen
        await hollis.get("/console/trail?search=Hollis")
        await made.at(MONDAY_8.replace(hour=10, minute=1))
        await made.settled()
        assert "Ola Zielona" in await tess.get("/console")


async def test_the_office_takes_on_a_teacher_who_signs_in_and_leaves_and_it_gives_no_code_to_the_head(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with town(sqlite_url, tmp_path) as made, at_console(made) as at:
        orla = await at("office")
        await orla.get("/console/staff")
        await orla.send("/console/staff/add", name="Nia Vale", mobile="01632 960100")
        assert "a landline" in orla.seen
        await orla.send("/console/staff/add", name="Nia Vale", mobile="07700 900777", role_head="1")
        assert "only the head gives that role" in orla.seen
        with made.hub.reading() as db:
            theirs = {one.name: one.id for one in roll.classes(made.cast.scope, db)}
        await orla.get("/console/staff")
        await orla.send("/console/staff/add", name="Nia Vale", mobile="07700 900777", teaches=theirs["5A"], role_senco="1")
        assert "Nia Vale gives this code to the staff bot" in orla.seen
        blank = orla.form("/console/staff/code").fields
        head, own = made.cast.staff["head"], made.cast.staff["office"]
        for nobody in (head, own, 7):
            assert (await orla.post("/console/staff/code", {**blank, "staff": nobody, "what": "console"})).status == 404
            assert (await orla.post("/console/staff/leave", {**blank, "staff": nobody, "sure": "1"})).status == 404
        await orla.get("/console/staff")
        nia = next(form for form in orla.seen.forms if form.action.endswith("/leave") and _last(made, "Nia", form.fields["staff"]))
        await orla.post("/console/staff/code", {**nia.fields, "what": "console"})
        code = re.search(r"at /console/start: (\S+)", orla.seen.text)
        assert code
        browser = await at()
        await browser.get("/console/start")
        await browser.send("/console/start", invite=code[1])
        assert "Welcome, Nia Vale" in browser.seen
        await orla.get("/console/staff")
        await orla.post("/console/staff/leave", nia.fields)
        assert "Access ends this minute" in orla.seen
        await orla.press("End their access now")
        assert "Nia Vale has no access from this minute." in orla.seen
        await browser.get("/console/start")
        await browser.send("/console/start", invite=code[1])
        assert "This code does not work" in browser.seen
        await orla.get("/console/cover")
        await orla.send("/console/cover", **{"class": theirs["3B"]}, staff=made.cast.staff["t3"])
        assert "whoever teaches 3B that day does not stand in for themselves" in orla.seen
        await orla.send("/console/cover", **{"class": theirs["3B"]}, staff=made.cast.staff["t5"])
        assert "3B: Theo Fenn" in orla.seen
        made.say("office", "/cover")
        await made.settled()
        made.press("office", "3B")
        await made.sees("office", "Who covers 3B")
        assert not any("Tess Harrow" in label for label in made.screen("office")[-1].labels)


def _last(made: Town, first: str, staff_id: str) -> bool:
    with made.hub.reading() as db:
        found = roll.staff(made.cast.scope, db, int(staff_id), made.hub.now().date())
    return found is not None and found.first_name == first


async def test_a_teacher_writes_to_one_family_every_week_and_takes_back_reads_the_photo_list_and_notes_a_meeting(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with town(sqlite_url, tmp_path) as made, at_console(made) as at:
        tess = await at("t3")
        await tess.get("/console/announce/family")
        assert "Jan Zielony" not in tess.seen  # of another class
        await tess.send("/console/announce/family", child=made.cast.pupils["jan"], text="Jan read well today.")
        assert "not yours" in tess.seen
        await tess.send("/console/announce/family", child=made.cast.pupils["ola"], text="Ola read well today.")
        assert "Marta Zielona" in tess.seen
        await press_starting(tess, "Send to ")
        await tess.get("/console/announce/weekly")
        await tess.send("/console/announce/weekly", day="Monday", at="15:00", text="PE kit tomorrow.")
        await press_starting(tess, "Send to ")
        await tess.get("/console/announce/weekly")
        assert "3B, Monday 15:00" in tess.seen
        await tess.press("Stop")
        assert "It does not come again." in tess.seen
        await tess.get("/console/photos")
        assert "Ola Zielona: do not show" in tess.seen
        await tess.press("I have read the list")
        assert "I have read the list" not in tess.labels
        made.say("omar", "MEET")
        await made.settled()
        orla = await at("office")
        await orla.open("Rashid")
        await orla.press("Meeting")
        await orla.send("/console/say", text="Thu 15:30 or Fri 08:15")
        await orla.get("/console/meetings")
        assert "Offered, not answered yet" in orla.seen
        await made.settled()
        made.press("omar", next(label for label in made.screen("omar")[-1].labels if "15:30" in label))
        await made.settled()
        await made.at(datetime(2024, 3, 7, 16, 0, tzinfo=UTC))
        await made.settled()
        assert "Ola read well today." in "".join(made.texts("marta"))
        await tess.get("/console/announce/out")
        assert "Ola read well today." in tess.seen
        await tess.press("Take down")
        assert "Nothing yet." in tess.seen
        await orla.get("/console/meetings")
        await orla.press("It was held")
        assert "On record as held." in orla.seen


LISTS = (
    b"Pupil forename,Pupil surname,Class,Year,Contact forename,Contact surname,Relationship,Parental responsibility,Mobile,Home language\n"
    b"Ada,Quill,1A,1,Ines,Quill,Mother,Yes,07700 900801,Portuguese\n"
    b"Bo,Reed,1A,1,Rafi,Reed,Father,Yes,07700 900802,Urdu\n"
    b"Cy,Stone,1A,1,Sol,Stone,Mother,Yes,07700 900802,English\n"
)


async def test_the_office_brings_its_lists_in_answers_what_is_asked_and_prints_sheets_in_families_languages(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with town(sqlite_url, tmp_path) as made, at_console(made) as at:
        orla = await at("office")
        await orla.get("/console/roster")
        await orla.upload("/console/roster", {})
        assert "Choose at least one file." in orla.seen
        await orla.upload("/console/roster", {"lists.csv": LISTS})
        assert "Nothing was imported: something is to be put right or answered first" in orla.seen
        assert "give one mobile number to different adults" in orla.seen
        assert "Take this over" not in orla.labels
        answers = {"shared_number:+447700900802": "Rafi Reed"}
        await orla.send("/console/roster/decide", **answers)
        assert "Yes: everybody missing from these lists has left" in orla.seen
        await orla.send("/console/roster/decide", whole_school="1", **answers)
        assert "What would change" in orla.seen
        assert "pupils: 3 new" in orla.seen
        kept = orla.form("/console/roster/decide").fields
        theo = await at("head")
        await theo.get("/console/roster")
        await theo.post("/console/roster/decide", {**kept, "csrf": theo.form("/console/roster").fields["csrf"], "sure": "1"})
        assert "choose the files once more" in theo.seen  # another's files are not theirs
        await orla.send("/console/roster/decide", sure="1", whole_school="1", **answers)
        assert "The lists are taken over." in orla.seen
        await orla.open("Sheets with joining codes")
        assert "1A: 2 to join, 2 of them without a code that works" in orla.seen
        with made.hub.reading() as db:
            (class_id,) = [one.id for one in roll.classes(made.cast.scope, db) if one.name == "1A"]
        blank = orla.form("/console/roster/codes").fields
        sheets = await orla.post("/console/roster/codes", {**blank, "new": "1", f"class_{class_id}": "1"})
        assert [sheets.raw.count(f'<article class="sheet" lang="{one}"') for one in ("pt", "ur")] == [1, 1]
        assert 'lang="ur" dir="rtl"' in sheets.raw
        assert "sha256-" in sheets.headers["Content-Security-Policy"]
        code = re.search(r'class="code">JOIN (\S+)<', sheets.raw)
        assert code
        again = await orla.post("/console/roster/codes", {**blank, "once": "3", "new": "1", f"class_{class_id}": "1"})
        assert "Nobody there needs a code" in again
