"""What a handler decided: effects as values, stored in one commit by `storage/decisions.py`."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.effects import absences, items, news, people, posts, school, telling

Effect = (
    items.ForgetWords
    | news.Acknowledge
    | news.TagPupil
    | news.ShapeDraft
    | news.AddFiles
    | news.AskApproval
    | news.EndRepeat
    | news.Repeat
    | posts.OpenBreach
    | posts.RemovePost
    | posts.EditPost
    | posts.KeepPost
    | posts.ReportPost
    | posts.LikePost
    | posts.ChooseDigest
    | posts.BlockComments
    | posts.DecideComment
    | posts.WriteComment
    | people.DropFeedback
    | people.KeepAccount
    | people.AskRights
    | people.OpenOwnPage
    | news.PickReader
    | news.PickClass
    | items.SettleMeeting
    | items.OfferMeeting
    | items.SetRung
    | items.ShareItem
    | items.FileMessages
    | school.DecideTrial
    | school.TellOfGap
    | people.Refuse
    | people.EndLinks
    | people.Sign
    | people.NoteInBook
    | absences.CountCorrection
    | absences.EndAsk
    | absences.ExpectBack
    | absences.PlanAsk
    | absences.SignedIn
    | absences.ConfirmAbsences
    | absences.WithdrawAbsence
    | absences.ReportAbsence
    | people.Record
    | news.DropAnnouncement
    | news.HandOver
    | news.ConfirmAnnouncement
    | news.DraftAnnouncement
    | school.JudgeConduct
    | school.OwnHours
    | school.CloseDay
    | school.EndCover
    | school.SetCover
    | people.ContactState
    | people.SetLanguage
    | people.InviteFailed
    | people.LinkClaim
    | people.Link
    | people.Remember
    | telling.HastenSend
    | telling.CancelSend
    | telling.Send
    | telling.RefreshCards
    | telling.Remind
    | telling.Notify
    | items.ReopenItem
    | items.AttributeItem
    | items.SettleItem
    | items.MoveItem
    | items.AddToItem
    | items.Keep
    | items.OpenItem
)


@dataclass(frozen=True, slots=True)
class Decision:
    """In the order to be stored. `handler` is the name of who decided, for the metrics."""

    handler: str
    effects: tuple[Effect, ...] = field(default=())
