"""Name parts for the sample school. Every full name is put together by chance: nobody real is meant."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Names:
    """First names of women and men, and surnames as starts and endings: an ending may differ for women ("ski/ska")."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    starts: tuple[str, ...]
    endings: tuple[str, ...] = ("",)

    def first(self, rng: Random, *, female: bool) -> str:
        return rng.choice(self.female if female else self.male)

    def family(self, rng: Random) -> tuple[str, str]:
        """A surname as its women and its men bear it."""
        start, ending = rng.choice(self.starts), rng.choice(self.endings)
        male, _, female = ending.partition("/")
        return start + (female or male), start + male


def _names(female: str, male: str, starts: str, endings: str = "") -> Names:
    return Names(tuple(female.split()), tuple(male.split()), tuple(starts.split()), tuple(endings.split()) or ("",))


NAMES: dict[str, Names] = {
    "en": _names(
        "Ava Beth Cora Daisy Elsie Freya Gwen Holly Isla Josie Keira Lottie Maisie Nell Orla Poppy Quinn Rosie Skye Tilly "
        "Una Violet Wren Zoë Amber Bryony Clover Dulcie Edie Fern Greta Hattie Iris Juno Kit Lacey",
        "Alfie Ben Callum Dylan Evan Finn George Harvey Isaac Jude Kai Leo Max Noah Ollie Percy Rory Sam Toby Wilf Arlo "
        "Bertie Caleb Dexter Ellis Felix Gus Hugo Ira Jasper Kit Luca Milo Ned Otis Rafe",
        "Ash Bram Copper Down Elm Fern Gorse Hazel Ivy Kestrel Lark Mill North Otter Penn Quarry Reed Stone Thorn West "
        "Wren Yarrow Heath Marsh Oak Pine",
        "croft wick field mere ley by combe worth hurst stead bridge gate wood",
    ),
    "pl": _names(
        "Agnieszka Beata Celina Dorota Elżbieta Gosia Hania Iwona Jagoda Kinga Łucja Małgosia Natalia Oliwia Zosia Żaneta Lena Ola",
        "Adam Bartek Czesław Dawid Filip Grzegorz Hubert Igor Jacek Kacper Łukasz Maciej Olek Paweł Rafał Staś Tymek Wojtek",
        "Brzoz Dębow Jawor Kalin Lip Leszczyń Modrzew Olszyń Sosn Topol Wierzb Zielon Żuraw Śliw",
        "owski/owska ecki/ecka owicz",
    ),
    "ro": _names(
        "Alina Bianca Corina Daria Elena Florentina Ioana Larisa Mădălina Nicoleta Oana Raluca Simona Ștefania Teodora",
        "Andrei Bogdan Cătălin Dragoș Emil Florin Ionuț Liviu Mihai Nelu Ovidiu Răzvan Sorin Ștefan Vlad",
        "Brad Codr Frunz Grâul Izvor Lunc Măr Munt Păltin Pădur Râul Stejar Țar",
        "eanu escu aru",
    ),
    "ur": _names(
        "Aaliyah Bushra Farah Hina Iqra Javeria Kiran Laiba Mahnoor Nadia Rabia Sana Tahira Uzma Zara",
        "Adnan Bilal Danish Faisal Hamza Imran Junaid Kamran Nabeel Owais Rizwan Saad Taimoor Usman Zain",
        "Qamar Baig Chaudhry Dar Ghauri Hashmi Jamil Kazmi Lodhi Mirza Naqvi Pirzada Qazi Rana Siddiqui Warsi",
    ),
    "pa": _names(
        "Amrit Baljit Charan Daljit Gurleen Harpreet Jasleen Kiranjot Manpreet Navjot Parminder Ravneet Simran Tejinder",
        "Amarjit Balraj Daman Gurdeep Harjot Inder Jaspal Karan Lovepreet Maninder Navdeep Parm Ranjit Sukhdev",
        "Kaur Singh Bhullar Chahal Dhanda Gahunia Hothi Johal Kang Lalli Mahal Nagra Panesar Rai Sahota Thind",
    ),
    "bn": _names(
        "Anika Bithi Champa Dilara Farzana Habiba Ishrat Jannat Lamia Mitu Nasrin Papia Rumana Shirin Tania",
        "Arif Babul Dulal Farhan Habib Imtiaz Jubayer Kamrul Liton Mahbub Nazim Polash Rafi Shuvo Tarek",
        "Ahmed Alam Bhuiyan Chowdhury Dewan Haque Islam Khatun Laskar Miah Mollah Patwary Sarkar Talukdar Uddin",
    ),
    "gu": _names(
        "Aarti Bhavna Chandni Dipti Falguni Hetal Jigna Kajal Mansi Nisha Pooja Riddhi Sejal Tejal Urvi",
        "Alpesh Bhavesh Chirag Dhruv Hitesh Jignesh Ketan Manan Nirav Parth Rakesh Sagar Tushar Vivek",
        "Amin Bhatt Chauhan Desai Gohil Joshi Kothari Lakhani Mehta Naik Parekh Rathod Solanki Trivedi Vyas",
    ),
    "ar": _names(
        "Amal Basma Dalal Farida Ghada Huda Jumana Khadija Layla Maha Noor Rania Salma Thuraya Yasmin",
        "Anas Basel Fadi Ghassan Hadi Ibrahim Jalal Khaled Laith Majed Nizar Omar Rami Samir Tariq",
        "Abbas Barakat Darwish Fares Ghanem Habash Issa Jabari Kanaan Mansour Nassar Qabbani Rahal Saleh Zaki",
    ),
    "pt": _names(
        "Beatriz Carolina Débora Fernanda Graça Inês Joana Leonor Margarida Nádia Olívia Patrícia Rita Sílvia Tânia",
        "André Bruno César Duarte Filipe Gonçalo Hélder João Luís Miguel Nuno Paulo Rui Simão Tiago",
        "Azevedo Brandão Carvalhal Dourado Esteves Figueira Guimarães Lameira Matoso Nogueira Outeiro Pinheiral Queirós Vilar",
    ),
    "es": _names(
        "Alba Blanca Carmen Dolores Elvira Inés Julia Lucía Marisol Nieves Paloma Raquel Sofía Ximena",
        "Álvaro Benito Cosme Diego Esteban Gonzalo Hernán Íñigo Joaquín Lorenzo Mateo Nicolás Pablo Rodrigo",
        "Alameda Berrocal Castañar Dehesa Encina Fontán Herrero Lomas Manzanar Naranjo Olmedo Peñalver Robledo Valverde",
    ),
    "uk": _names(
        "Anzhela Bohdana Daryna Halyna Iryna Kateryna Lesia Mariia Nadiia Oksana Polina Solomiia Tetiana Yulia",
        "Andrii Bohdan Danylo Hlib Ihor Kyrylo Levko Maksym Nazar Oleh Petro Roman Stepan Taras Yurii",
        "Berez Dub Kalyn Lys Nechai Ohorod Petren Savchen Step Tkachen Verb Yavor",
        "enko chuk iv",
    ),
    "so": _names(
        "Amina Deeqa Fadumo Hodan Ifrah Khadra Ladan Muna Nimco Sahra Ubax Warsan Yasmiin Zamzam",
        "Abdi Bashir Cabdi Daahir Faarax Guled Hassan Jama Liban Maxamed Nuur Samatar Warsame Yusuf",
        "Abdullahi Buraale Cige Dirie Elmi Faahiye Geedi Hersi Jaamac Kulmiye Magan Nur Osman Roble Samater Waabberi",
    ),
}  # fmt: skip
SHARES: dict[str, int] = {
    "en": 50, "pl": 9, "ro": 7, "ur": 8, "pa": 5, "bn": 5, "gu": 3, "ar": 4, "pt": 3, "es": 2, "uk": 2, "so": 2,
}  # fmt: skip
"""Families in a hundred."""
WRITTEN: dict[str, str] = {
    "en": "English", "pl": "Polish", "ro": "Romanian", "ur": "Urdu", "pa": "Panjabi", "bn": "Bengali", "gu": "Gujarati",
    "ar": "Arabic", "pt": "Portuguese", "es": "Spanish", "uk": "Ukrainian", "so": "Somali",
}  # fmt: skip
