"""The 27 regions of Ukraine: ISO 3166-2 codes and English names, by the first four letters of the КАТОТТГ code."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    iso: str
    name_en: str


# The numbers of the two codes differ for Крим, Луганська, Чернівецька, Київ and Севастополь.
REGIONS = {
    "UA01": Region("UA-43", "Autonomous Republic of Crimea"),
    "UA05": Region("UA-05", "Vinnytsia oblast"),
    "UA07": Region("UA-07", "Volyn oblast"),
    "UA12": Region("UA-12", "Dnipropetrovsk oblast"),
    "UA14": Region("UA-14", "Donetsk oblast"),
    "UA18": Region("UA-18", "Zhytomyr oblast"),
    "UA21": Region("UA-21", "Zakarpattia oblast"),
    "UA23": Region("UA-23", "Zaporizhzhia oblast"),
    "UA26": Region("UA-26", "Ivano-Frankivsk oblast"),
    "UA32": Region("UA-32", "Kyiv oblast"),
    "UA35": Region("UA-35", "Kirovohrad oblast"),
    "UA44": Region("UA-09", "Luhansk oblast"),
    "UA46": Region("UA-46", "Lviv oblast"),
    "UA48": Region("UA-48", "Mykolaiv oblast"),
    "UA51": Region("UA-51", "Odesa oblast"),
    "UA53": Region("UA-53", "Poltava oblast"),
    "UA56": Region("UA-56", "Rivne oblast"),
    "UA59": Region("UA-59", "Sumy oblast"),
    "UA61": Region("UA-61", "Ternopil oblast"),
    "UA63": Region("UA-63", "Kharkiv oblast"),
    "UA65": Region("UA-65", "Kherson oblast"),
    "UA68": Region("UA-68", "Khmelnytskyi oblast"),
    "UA71": Region("UA-71", "Cherkasy oblast"),
    "UA73": Region("UA-77", "Chernivtsi oblast"),
    "UA74": Region("UA-74", "Chernihiv oblast"),
    "UA80": Region("UA-30", "Kyiv"),
    "UA85": Region("UA-40", "Sevastopol"),
}


def region(code: str) -> Region | None:
    """The region that a КАТОТТГ code lies in; None for a code of no region."""
    return REGIONS.get(code[:4])
