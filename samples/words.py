"""Our own words for what States ask, say and answer in the samples."""

from __future__ import annotations

import random

# Infinitives; a sentence is made by putting an opening before and a condition after.
ASKS = """\
ratify the Optional Protocol to the Convention against Torture
ratify the International Convention for the Protection of All Persons from Enforced Disappearance
accede to the Optional Protocol to the Convention on the Rights of Persons with Disabilities
sign and ratify the Optional Protocol to the International Covenant on Economic, Social and Cultural Rights
ratify the ILO Domestic Workers Convention, 2011 (No. 189)
ratify the ILO Labour Inspection Convention, 1947 (No. 81)
withdraw its reservation to article 9 of the Convention on the Elimination of All Forms of Discrimination against Women
extend a standing invitation to all special procedures of the Human Rights Council
submit its overdue reports to the treaty bodies
bring the national human rights institution into line with the Paris Principles
give the office of the ombudsperson a budget of its own
set up a national mechanism for implementation, reporting and follow-up
adopt a national human rights action plan with indicators and a calendar
adopt a comprehensive law against discrimination on all grounds
make violence within the family an offence of its own in the criminal code
open shelters for women who have left a violent home in every region
close the gap between the wages of women and men in the public service
raise the share of women in elected local councils
raise the minimum age of marriage to 18 years without exception
prohibit corporal punishment of children in all settings
register every child at birth free of charge
raise the age of criminal responsibility in keeping with international standards
teach children with disabilities in regular schools with the support they need
make polling stations and ballots accessible to persons with disabilities
replace institutions for persons with disabilities by services in the community
train judges and prosecutors in the rights of persons belonging to minorities
offer schooling in minority languages where enough families ask for it
consult indigenous communities before decisions on the use of their land
issue identity papers to stateless persons
build a procedure to determine statelessness
shorten the time that asylum seekers wait for a decision
keep families together in reception centres for migrants
allow migrant workers to change their employer without a permit
inspect farms that employ seasonal workers
investigate every death in custody within a fixed time
record all questioning by the police on video
reduce overcrowding in prisons by using sentences without detention
appoint an independent body that visits all places of detention
abolish the death penalty in law for all crimes
limit pre-trial detention to what is strictly necessary
guarantee free legal aid from the first hour of detention
make the appointment of judges independent of the executive
protect journalists against threats and bring to justice those who threaten them
repeal the provisions that make defamation a crime
adopt a law on access to public information
simplify the registration of associations
allow peaceful assemblies upon notice instead of permission
protect human rights defenders by a law of their own
fight trafficking in persons by trained investigators in the border regions
give victims of trafficking the right to stay while they recover
end the worst forms of child labour in mining and fishing
lower maternal mortality in remote districts
bring clean drinking water to the northern provinces
offer mental health care in every district hospital
provide education on sexual and reproductive health in schools
build affordable housing in the capital
extend social insurance to workers in the informal economy
keep girls in school until the end of secondary education
teach human rights in the schools of the police and the armed forces
prepare communities on the coast for rising seas with their own participation
assess the effects of new mines on the environment and on health
hold enterprises to account for harm to the rights of workers
publish the recommendations of treaty bodies in the national languages
involve civil society in the follow-up to this review
""".splitlines()
OPENINGS = (
    "",
    "",
    "",
    "continue its efforts to ",
    "consider taking steps to ",
    "take prompt steps to ",
)
CONDITIONS = (
    "",
    "",
    "",
    ", in consultation with civil society",
    ", in line with its international obligations",
    ", with particular attention to rural areas",
    ", and report on the results",
    ", with the resources this needs",
)
STATES = [
    "Algeria",
    "Argentina",
    "Armenia",
    "Australia",
    "Austria",
    "Azerbaijan",
    "Bangladesh",
    "Belgium",
    "Botswana",
    "Brazil",
    "Canada",
    "Chile",
    "China",
    "Colombia",
    "Croatia",
    "Cuba",
    "Cyprus",
    "Denmark",
    "Ecuador",
    "Egypt",
    "Estonia",
    "Finland",
    "France",
    "Gabon",
    "Georgia",
    "Germany",
    "Ghana",
    "Greece",
    "Honduras",
    "Hungary",
    "Iceland",
    "India",
    "Indonesia",
    "Iraq",
    "Ireland",
    "Italy",
    "Japan",
    "Jordan",
    "Kazakhstan",
    "Kenya",
    "Lebanon",
    "Lithuania",
    "Luxembourg",
    "Malaysia",
    "Maldives",
    "Mali",
    "Mexico",
    "Mongolia",
    "Montenegro",
    "Morocco",
    "Mozambique",
    "Namibia",
    "Nepal",
    "Nigeria",
    "Norway",
    "Oman",
    "Pakistan",
    "Panama",
    "Paraguay",
    "Peru",
    "Philippines",
    "Poland",
    "Portugal",
    "Qatar",
    "Rwanda",
    "Senegal",
    "Serbia",
    "Singapore",
    "Slovakia",
    "Slovenia",
    "Spain",
    "Sweden",
    "Switzerland",
    "Thailand",
    "Togo",
    "Tunisia",
    "Uganda",
    "Ukraine",
    "Uruguay",
    "Zambia",
]
# Names as they are printed, with the code of the State.
LONG_NAMES = (
    "Iran (Islamic Republic of)",
    "Venezuela (Bolivarian Republic of)",
    "United Kingdom of Great Britain and Northern Ireland",
    "Bosnia and Herzegovina",
    "Republic of Korea",
    "Côte d’Ivoire",
    "Viet Nam",
    "New Zealand",
    "Costa Rica",
    "South Africa",
    "Sri Lanka",
    "Holy See",
    "United States of America",
    "Russian Federation",
)
TOPICS = (
    "the independence of the judiciary",
    "the rights of children in care",
    "equality between women and men at work",
    "the situation in prisons",
    "the freedom of the media",
    "the rights of persons with disabilities",
    "the treatment of asylum seekers",
    "access to health care in the islands",
    "trafficking in persons",
    "the languages of minorities",
    "the follow-up to the previous review",
    "safety at work",
)
REMARKS = (
    "welcomed the delegation and thanked it for the national report.",
    "took note with interest of the measures described by the delegation.",
    "expressed appreciation for the open preparation of the report.",
    "noted the steps taken since the last examination.",
)
QUESTIONS = (
    "It asked what had been done with regard to {topic}.",
    "It asked for more information on {topic}.",
    "It remained concerned about {topic} and asked which measures were planned.",
)
REPLIES = (
    "The delegation replied that a working group of four ministries was preparing a bill on {topic}.",
    "With regard to {topic}, the delegation said that the budget had been raised in the current year.",
    "On {topic}, the delegation referred to its national report and to a strategy that would run for"
    " five years.",
)


def asks(dice: random.Random, count: int, seen: set[str]) -> list[str]:
    """Return `count` different asks, each a sentence without its full stop."""
    found: list[str] = []
    while len(found) < count:
        ask = f"{dice.choice(OPENINGS)}{dice.choice(ASKS)}{dice.choice(CONDITIONS)}"
        if ask not in seen:
            seen.add(ask)
            found.append(ask[0].upper() + ask[1:])
    return found


def some_states(dice: random.Random) -> list[str]:
    """Return one State, or now and then two or three."""
    many = dice.choice((1, 1, 1, 1, 1, 1, 2, 2, 3))
    names = [
        dice.choice(LONG_NAMES) if dice.random() < 0.15 else dice.choice(STATES)
        for _ in range(many)
    ]
    return list(dict.fromkeys(names))
