"""What each treaty body calls itself, its treaty and its asks."""

from __future__ import annotations

from dataclasses import dataclass

_ASKS = (
    "The Committee recommends that the State party {act}",
    "The Committee urges the State party to {act}",
    "The Committee calls upon the State party to {act}",
    "The Committee recommends that the State party {act}",
)
_MORE = (
    "It also recommends that the State party {act}.",
    "The Committee further recommends that the State party {act}.",
    "It encourages the State party to {act}.",
    "Furthermore, the Committee requests the State party to {act}.",
    "In addition, the State party should {act}.",
    "The Committee invites the State party to {act}.",
)
_OLD = (
    "The Committee recommends that the State party {act}.",
    "The Committee strongly recommends that the State party {act}.",
    "The Committee urges the State party to {act}.",
    "The Committee calls upon the State party to {act}.",
    "The Committee encourages the State party to {act}.",
    "The Committee suggests that the State party {act}.",
    "It is recommended that the State party {act}.",
    "The Committee invites the State party to {act}.",
    "The State party should {act}.",
    "The State party is requested to {act}.",
)


@dataclass(frozen=True)
class Body:
    """One committee. `organ` is the treaty's head on its papers; `general` a comment it may cite."""

    name: str
    organ: str
    treaty: str
    instrument: str
    general: tuple[str, ...]
    asks: tuple[str, ...] = _ASKS
    more: tuple[str, ...] = _MORE
    old: tuple[str, ...] = _OLD


BODIES = {
    "cat": Body(
        "Committee against Torture",
        "Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment",
        "the Convention", "CAT",
        ("its general comment No. 2 (2007) on the implementation of article 2",
         "its general comment No. 3 (2012) on the implementation of article 14",
         "its general comment No. 4 (2017) on the implementation of article 3"),
        ("The State party should {act}", "The State party should {act}",
         "The Committee urges the State party to {act}", "The Committee recommends that the State party {act}"),
        ("It should also {act}.", "The State party should further {act}.",
         "The Committee recommends that the State party {act}.", "It should {act}."),
    ),
    "ccpr": Body(
        "Human Rights Committee", "International Covenant on Civil and Political Rights",
        "the Covenant", "ICCPR",
        ("the Committee’s general comment No. 35 (2014) on liberty and security of person",
         "the Committee’s general comment No. 36 (2018) on the right to life",
         "the Committee’s general comment No. 34 (2011) on the freedoms of opinion and expression"),
        ("The State party should {act}",),
        ("It should also {act}.", "The State party should further {act}.", "It should {act}.",
         "In addition, it should {act}."),
    ),
    "ced": Body(
        "Committee on Enforced Disappearances",
        "International Convention for the Protection of All Persons from Enforced Disappearance",
        "the Convention", "ICPPED",
        ("the guiding principles for the search for disappeared persons (CED/C/7)",
         "its general comment No. 1 (2023) on enforced disappearance in the context of migration"),
        ("The State party should {act}", "The Committee recommends that the State party {act}",
         "The Committee calls upon the State party to {act}", "The State party should {act}"),
    ),
    "cedaw": Body(
        "Committee on the Elimination of Discrimination against Women",
        "Convention on the Elimination of All Forms of Discrimination against Women",
        "the Convention", "CEDAW",
        ("its general recommendation No. 35 (2017) on gender-based violence against women",
         "its general recommendation No. 33 (2015) on women’s access to justice",
         "its general recommendation No. 25 (2004) on temporary special measures",
         "its general recommendation No. 34 (2016) on the rights of rural women",
         "its general recommendation No. 37 (2018) on the gender-related dimensions of disaster risk reduction"),
    ),
    "cerd": Body(
        "Committee on the Elimination of Racial Discrimination",
        "International Convention on the Elimination of All Forms of Racial Discrimination",
        "the Convention", "ICERD",
        ("its general recommendation No. 35 (2013) on combating racist hate speech",
         "its general recommendation No. 36 (2020) on preventing and combating racial profiling",
         "its general recommendation No. 31 (2005) on the administration of justice",
         "its general recommendation No. 23 (1997) on the rights of Indigenous Peoples"),
    ),
    "cescr": Body(
        "Committee on Economic, Social and Cultural Rights", "Economic and Social Council",
        "the Covenant", "ICESCR",
        ("its general comment No. 14 (2000) on the right to the highest attainable standard of health",
         "its general comment No. 23 (2016) on the right to just and favourable conditions of work",
         "its general comment No. 24 (2017) on State obligations in the context of business activities",
         "its general comment No. 4 (1991) on the right to adequate housing"),
    ),
    "cmw": Body(
        "Committee on the Protection of the Rights of All Migrant Workers and Members of Their Families",
        "International Convention on the Protection of the Rights of All Migrant Workers and Members of"
        " Their Families",
        "the Convention", "ICRMW",
        ("its general comment No. 1 (2011) on migrant domestic workers",
         "its general comment No. 2 (2013) on the rights of migrant workers in an irregular situation"),
    ),
    "crc": Body(
        "Committee on the Rights of the Child", "Convention on the Rights of the Child",
        "the Convention", "CRC",
        ("its general comment No. 5 (2003) on general measures of implementation",
         "its general comment No. 12 (2009) on the right of the child to be heard",
         "its general comment No. 13 (2011) on freedom from all forms of violence",
         "its general comment No. 24 (2019) on children’s rights in the child justice system"),
    ),
    "crpd": Body(
        "Committee on the Rights of Persons with Disabilities",
        "Convention on the Rights of Persons with Disabilities", "the Convention", "CRPD",
        ("its general comment No. 6 (2018) on equality and non-discrimination",
         "its general comment No. 2 (2014) on accessibility",
         "its general comment No. 3 (2016) on women and girls with disabilities"),
    ),
}  # fmt: skip
