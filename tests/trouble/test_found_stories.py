"""What campaigns have found in the reference sync and in the laws, each as the smallest story: none fails again."""

from __future__ import annotations

from contextlib import closing
from typing import NamedTuple

import pytest

from syncproof.checklist import Checklist
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.world import World
from syncproof.stories.approved import approved
from syncproof.stories.gherkin import Step
from syncproof.sut import THE_REFERENCE
from syncproof.trouble.story import deed
from tests.sample_features import SAMPLE_OF_ROWS, folder_of


class Found(NamedTuple):
    """A story of a section, step by step as features have them."""

    document: str
    section: str
    steps: str


FOUND = {
    "a copy of the counterpart taken for what a create made that was never sent": Found(
        SAMPLE_OF_ROWS,
        "patients-to-people",
        """
        Given both systems know Bean
        When a user copies Bean in Quillstead, and calls the copy Coan
        And a user copies Bean in Fennworth, and calls the copy Dian
        And Fennworth's next answer to a change is a refused connection
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a lost edit after the source came back from a value that the target refuses": Found(
        "customerp-trello",
        "contact-to-members",
        """
        Given both systems know Bean
        When a user changes Bean's name to a value that Trello refuses
        And the sync comes to rest
        And a user changes Bean's name back in Customerp
        And a user changes Bean's name to a value that Customerp refuses
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a lost edit after a lost answer and a refused connection": Found(
        "custompms-trello",
        "customer-to-organizations",
        """
        When Bean is added to Custompms
        And the sync runs
        And Custompms's next answer to a change is lost
        And a user changes Bean's name in Trello
        And Custompms's next answer to a change is a refused connection
        And the sync runs
        And a user changes Bean's name in Trello
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a double after a lost answer and a list that came empty once": Found(
        "custompms-trello",
        "customer-to-organizations",
        """
        When Trello's next answer to a read is an empty list
        And Bean is added to Custompms
        And Trello's next answer to a change is lost
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "no echo after a pass that was given up and a pass with an empty list": Found(
        "custompms-trello",
        "customer-to-organizations",
        """
        When Custompms's next answer to a read refuses the credentials
        And Custompms's next answer to a read is an empty list
        And Bean is added to Custompms
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "no mix-up of lookalikes of which one was changed and changed back in another section": Found(
        "custompms-trello",
        "task-to-actions",
        """
        When Bean is added to Custompms
        And Coan is added to Custompms, looking exactly like Bean
        And the sync runs
        And a user changes Coan's title in Trello
        And the sync comes to rest
        And a user changes Coan's title back in Trello
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "no mix-up of lookalikes of which one was emptied, and the other system wants a value": Found(
        "custompms-trello",
        "project-to-actions",
        """
        When Bean is added to Custompms
        And Coan is added to Custompms, looking exactly like Bean
        And a user empties Bean's name in Custompms
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "no mix-up of copies that share a member by their email": Found(
        "customerp-trello",
        "employee-to-members",
        """
        When Bean is added to Customerp
        And the sync runs
        And a user copies Bean in Customerp, and calls the copy Coan
        And a user copies Coan in Customerp, and calls the copy Dian
        Given a user changes Dian's email alike in both systems just before request 1 is answered
        When the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "no mix-up of a copy that was never created, since a value is refused, and the record whose email it had": Found(
        "customerp-trello",
        "employee-to-members",
        """
        Given both systems know Bean
        When a user changes Bean's name to a value that Trello refuses
        And a user copies Bean in Customerp, and calls the copy Coan
        And a user changes Coan's email in Customerp
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "no mix-up of copies of which one follows an email and one was copied before": Found(
        "customerp-trello",
        "employee-to-members",
        """
        Given the whole document is synchronized
        And both systems know Bean
        And a user copies Bean in Customerp, and calls the copy Dian just before request 12 is answered
        When the sync comes to rest
        And a user changes Bean's email in Customerp
        Given a user copies Dian in Customerp, and calls the copy Faan just before request 9 is answered
        When the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a lost edit of a member who had left the workspace, and is invited again for another record": Found(
        "customerp-trello",
        "contact-to-members",
        """
        Given the whole document is synchronized
        And both systems know Bean
        And a user copies Bean in Customerp, and calls the copy Coan just before request 5 is answered
        When the sync runs
        Given a user copies Bean in Customerp, and calls the copy Dian just before request 2 is answered
        When a user changes Coan's email in Customerp
        And Bean is removed from Trello
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a name of a member who has left the workspace, which is no business of the workspace's": Found(
        "customerp-trello",
        "employee-to-members",
        """
        Given the whole document is synchronized
        And Bean is added to Customerp
        When the sync comes to rest
        And a user changes Bean's name in Trello
        And Bean is removed from Trello
        And the sync runs
        And a user changes Bean's email in Customerp
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a copy that is paired with a member who has left, and whose email is taken from the base": Found(
        "customerp-trello",
        "employee-to-members",
        """
        Given both systems know Bean
        When a user changes Bean's name in Customerp
        And a user changes Bean's email in Trello
        And Bean is removed from Trello
        Given a user copies Bean in Customerp, and calls the copy Elan just before request 2 is answered
        When the sync comes to rest
        And a user changes Elan's email in Customerp
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "an edit taken back for a read that is late, since an earlier write had the same number": Found(
        "custompms-trello",
        "customer-to-organizations",
        """
        Given the whole document is synchronized
        And both systems know Bean
        When a user changes Bean's description in Custompms
        Given a user copies Bean in Custompms, and calls the copy Coan just before request 10 is answered
        When the sync comes to rest
        And a user changes Coan's description in Trello
        And Custompms's next answer to a read is from before the sync's own last change
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "no blame for an edit that loses to a copy, which shares the member": Found(
        "customerp-trello",
        "employee-to-members",
        """
        Given Coan is added to Customerp just before request 1 is answered
        When the sync runs
        Given a user changes Coan's name in Customerp just before request 1 is answered
        When a user copies Coan in Customerp, and calls the copy Guan
        And the sync runs
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a clock that is behind does not go back behind the ids that are there": Found(
        "customerp-trello",
        "customer-to-organizations",
        """
        Given the whole document is synchronized
        And Trello's clock is 5 minutes behind
        When Bean is added to Customerp
        And Trello's next answer to a change is lost
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a copy that shares a counterpart was read before its name changed, and wins for a moment": Found(
        "customerp-trello",
        "contact-to-members",
        """
        Given Bean is added to Customerp
        When a user changes Bean's email in Customerp
        And the sync runs
        And a user changes Bean's email back in Customerp
        And a user changes Bean's email back in Trello
        And a user copies Bean in Customerp, and calls the copy Coan
        Given a user changes Coan's name alike in both systems just before request 2 is answered
        When the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a member who was removed before the lists showed the contact who holds that email now": Found(
        "customerp-trello",
        "contact-to-members",
        """
        Given Bean is added to Customerp
        When Coan is added to Customerp, which no list shows yet
        And the sync runs
        And the lists of Customerp show everything
        And Bean is removed from Trello
        And a user swaps the email of Bean and Coan in Customerp
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a member who was invited for a copy, and is taken for the first one's after a crash": Found(
        "customerp-trello",
        "contact-to-members",
        """
        Given both systems know Bean
        And the sync is killed before request 6 takes effect
        When Bean is removed from Trello
        And Coan is added to Customerp
        And Dian is added to Customerp
        And a user copies Bean in Customerp, and calls the copy Elan
        And a user changes Bean's email in Customerp
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a refused value that came back before any list showed the other one": Found(
        "custompms-trello",
        "customer-to-organizations",
        """
        Given Bean is added to Custompms
        When a user changes Bean's name to a value that Trello refuses
        And a user changes Bean's name in Custompms, which no list shows yet
        And the sync runs
        And the lists of Custompms show everything
        And a user changes Bean's name to a value that Trello refuses
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "two look-alikes that are told apart by what another section's partner gave to one of them": Found(
        "custompms-trello",
        "task-to-cards",
        """
        Given Bean is added to Custompms
        And Bean is removed from Custompms just before request 1 is answered
        When a user copies Bean in Custompms, and calls the copy Coan
        And a user copies Coan in Custompms, and calls the copy Dian
        And the sync runs
        And a user changes Dian's title alike in both systems
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "two contacts that shared a member while one of them could not be reached": Found(
        "customerp-trello",
        "contact-to-members",
        """
        Given Bean is added to Customerp
        When the sync runs
        And Bean is removed from Trello
        And from now on every answer of Customerp about Bean is a refused connection
        And a user copies Bean in Customerp, and calls the copy Coan
        And a user changes Coan's name in Customerp
        And the sync runs
        And a user copies Coan in Customerp, and calls the copy Elan
        And a user changes Coan's email in Customerp
        And the sync runs
        And Customerp is well again
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a contact that was removed after a pass had read its name, which a copy shares": Found(
        "customerp-trello",
        "contact-to-members",
        """
        Given Bean is added to Customerp
        And a user copies Bean in Customerp, and calls the copy Coan just before request 1 is answered
        When the sync runs
        And a user changes Bean's name in Customerp
        Given Bean is removed from Customerp just before request 2 is answered
        When the sync runs
        And a user changes Coan's name in Customerp
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a member who came back for a copy, after two contacts had swapped their e-mails": Found(
        "customerp-trello",
        "employee-to-members",
        """
        Given Bean is added to Customerp
        When Coan is added to Customerp
        And the sync runs
        And a user swaps the email of Bean and Coan in Customerp
        And Bean is removed from Trello
        Given a user copies Coan in Customerp, and calls the copy Dian just before request 1 is answered
        When the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a look-alike whose refused name was reported at its counterpart": Found(
        "customerp-trello",
        "customer-to-organizations",
        """
        Given the whole document is synchronized
        And Bean is added to Customerp
        When the sync restarts
        And Coan is added to Customerp, looking exactly like Bean
        And a user changes Bean's name to a value that Trello refuses
        And the sync comes to rest
        And a user changes Coan's name to a value that Trello refuses
        Given both systems know Dian, with accents and an emoji in a long name
        When a user changes Dian's name in Trello in spaces only
        And 1101 minutes pass
        And a user copies Coan in Customerp, and calls the copy Elan
        Given both systems know Faan, with accents and an emoji in a long name
        When a user changes Faan's name in Customerp in its last character only
        And a user changes all that is not synchronized of Bean in Customerp
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a write after passes in which the system could not be reached": Found(
        "customerp-trello",
        "project-to-actions",
        """
        Given Bean is added to Customerp
        When the sync runs
        And a user changes Bean's name in Customerp while the sync reads Customerp
        And from now on every answer of Trello about Bean is a refused connection
        And the sync runs
        And the sync runs
        And the sync runs
        And the sync runs
        And the sync runs
        And Trello is well again
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a refused value that users put back where an older edit is carried": Found(
        "custompms-trello",
        "task-to-cards",
        """
        Given Bean is added to Custompms
        When the sync comes to rest
        And a user changes Bean's title to a value that Custompms refuses
        And the sync comes to rest
        And a user changes Bean's title alike in both systems
        And a user changes Bean's title to a value that Custompms refuses
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "an empty list and half a list in two passes in a row": Found(
        "customerp-trello",
        "contact-to-members",
        """
        Given Bean is added to Customerp
        When Customerp's next answer to a read is an empty list
        And Customerp's next answer to a read is only half of a list
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "three employees that share a member, one of whom was removed before a copy of it came": Found(
        "customerp-trello",
        "employee-to-members",
        """
        Given Bean is added to Customerp
        When a user copies Bean in Customerp, and calls the copy Coan
        And a user changes Coan's name in Customerp
        And Trello's next answer to a change is a refused connection
        And the sync runs
        And the sync comes to rest
        Given Coan is removed from Customerp just before request 1 is answered
        When a user changes Coan's name in Trello
        And a user copies Coan in Customerp, and calls the copy Dian
        Given a user changes Coan's name in Trello just before request 2 is answered
        When Faan is added to Customerp with only what is mandatory
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a copy that came in the pass in which the member was removed": Found(
        "customerp-trello",
        "employee-to-members",
        """
        Given Bean is added to Customerp
        When the sync comes to rest
        Given Bean is removed from Trello just before request 3 is answered
        And a user copies Bean in Customerp, and calls the copy Coan just before request 3 is answered
        When the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a copy that came before the member was made, and was not known then": Found(
        "customerp-trello",
        "contact-to-members",
        """
        Given Bean is added to Customerp
        And a user copies Bean in Customerp, and calls the copy Coan just before request 2 is answered
        And a user changes Bean's name in Customerp just before request 4 is answered
        When the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a member who left before the write, and came back for a copy": Found(
        "customerp-trello",
        "contact-to-members",
        """
        Given Bean is added to Customerp
        When a user copies Bean in Customerp, and calls the copy Coan
        And the sync runs
        Given Coan is removed from Trello just before request 6 is answered
        When the sync runs
        And a user changes Coan's name in Customerp
        And Trello's next answer to a change is a refused connection
        Given a user copies Bean in Customerp, and calls the copy Dian just before request 1 is answered
        When the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "an edit by a clock behind, after a write had made the records of two sections equal": Found(
        "custompms-trello",
        "task-to-cards",
        """
        Given Trello's clock is 5 minutes behind
        And Bean is added to Custompms
        When the sync runs
        And a user changes Bean's title alike in both systems
        Given a user changes Bean's title in Trello just before request 4 is answered
        When the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "an edit after a write that was not sent, once the source came back": Found(
        "custompms-trello",
        "project-to-actions",
        """
        Given both systems know Bean
        When from now on every answer of Trello about Bean is a refused connection
        And a user changes Bean's name in Custompms
        And the sync runs
        And a user changes Bean's name back in Custompms
        And a user changes Bean's name to a value that Custompms does not keep as it is
        And Trello is well again
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "an edit after a write that was refused for the credentials, once the source came back": Found(
        "customerp-trello",
        "customer-to-organizations",
        """
        When Coan is added to Customerp
        And the sync runs
        And Trello's next answer to a change refuses the credentials
        And a user changes Coan's description in Customerp
        And the sync runs
        And a user changes Coan's description back in Customerp
        And a user changes Coan's description to a value that Customerp does not keep as it is
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "an edit that the sync has seen, in the pass in which a copy came": Found(
        "customerp-trello",
        "contact-to-members",
        """
        Given Bean is added to Customerp
        And a user changes Bean's name in Trello just before request 4 is answered
        And a user copies Bean in Customerp, and calls the copy Coan just before request 2 is answered
        When the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "an edit after a write that may have landed, once the source came back": Found(
        "custompms-trello",
        "project-to-actions",
        """
        Given both systems know Bean
        When from now on every answer of Trello about Bean is an internal error
        And a user changes Bean's name in Custompms
        And the sync runs
        And a user changes Bean's name back in Custompms
        And a user changes Bean's name to a value that Custompms does not keep as it is
        And Trello is well again
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a new member for the third of three contacts, after two had shared one who was removed": Found(
        "customerp-trello",
        "contact-to-members",
        """
        Given Bean is added to Customerp
        And a user copies Bean in Customerp, and calls the copy Coan just before request 4 is answered
        When the sync comes to rest
        And a user changes Coan's email in Customerp
        And the sync runs
        And a user changes Coan's email back in Customerp
        And Bean is removed from Trello
        Given a user copies Coan in Customerp, and calls the copy Dian just before request 1 is answered
        When the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a card on another board, whose log ends before the sync's writes, and a crash": Found(
        "custompms-trello",
        "task-to-cards",
        """
        Given both systems know Bean
        When a user changes Bean's due in Trello
        And a user changes Bean's notes in Custompms
        And a user changes Bean's title alike in both systems
        And a user moves Bean to another board in Trello
        And a user changes Bean's title to a value that Custompms refuses
        Given the sync is killed before request 9 takes effect
        When the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a card on another board whose date was changed back": Found(
        "custompms-trello",
        "task-to-cards",
        """
        Given both systems know Bean
        When a user moves Bean to another board in Trello
        And a user changes Bean's due in Custompms
        And the sync runs
        And a user changes Bean's due back in Custompms
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a note that users put back where no list had shown the other one": Found(
        "custompms-trello",
        "task-to-cards",
        """
        Given Bean is added to Custompms
        When a user changes Bean's notes in Custompms, which no list shows yet
        And the sync runs
        And the lists of Custompms show everything
        And a user changes Bean's notes in Trello
        And a user changes Bean's notes back in Trello
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a copy that got a member of its own, since the first one had another e-mail by then": Found(
        "customerp-trello",
        "contact-to-members",
        """
        Given Bean is added to Customerp
        When a user copies Bean in Customerp, and calls the copy Coan
        And the sync runs
        And a user copies Coan in Customerp, and calls the copy Dian
        And a user changes Dian's email in Trello
        And the sync runs
        And Dian is removed from Customerp
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "an edit of a member who came back for a copy": Found(
        "customerp-trello",
        "employee-to-members",
        """
        Given both systems know Bean
        When Bean is removed from Trello
        And a user changes Bean's name in Customerp
        And a user copies Bean in Customerp, and calls the copy Dian
        And the sync runs
        And a user changes Dian's name to a value that Customerp refuses
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "an edit after a write that stood unanswered for longer than changes are looked at": Found(
        "customerp-trello",
        "contact-to-members",
        """
        Given both systems know Bean
        When the sync restarts
        And from now on every answer of Trello about Bean is a refused connection
        And a user changes Bean's name in Customerp
        And a user changes Bean's email in Trello to "0@A.example"
        And the sync runs
        And a user changes Bean's email in Trello
        And the sync runs
        And the sync runs
        And the sync runs
        And Trello is well again
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "two members of two contacts, one of whom could have shared either": Found(
        "customerp-trello",
        "contact-to-members",
        """
        Given Bean is added to Customerp
        When a user copies Bean in Customerp, and calls the copy Coan
        And a user changes Bean's email in Customerp while the sync reads Customerp
        And the sync runs
        And Coan is removed from Trello
        Given Coan is removed from Customerp just before request 1 is answered
        When the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "look-alikes with two sections, in a document that has two sections for that target": Found(
        "custompms-trello",
        "task-to-cards",
        """
        Given the whole document is synchronized
        And Bean is added to Custompms
        When Coan is added to Custompms, looking exactly like Bean
        And the sync runs
        Given the answer to request 1 is a refused connection
        When a user changes Coan's title in Trello
        And the sync runs
        And a user changes Coan's title back in Trello
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a refused name that a copy had replaced for a moment": Found(
        "customerp-trello",
        "contact-to-members",
        """
        Given both systems know Bean
        When a user changes Bean's name to a value that Customerp refuses
        And a user copies Bean in Customerp, and calls the copy Coan
        And the sync runs
        And a user changes Coan's name to a value that Customerp refuses
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
    "a member who is invited again for a contact whose invitation had been refused": Found(
        "customerp-trello",
        "employee-to-members",
        """
        Given Bean is added to Customerp
        When the sync comes to rest
        And a user changes Bean's name to a value that Trello refuses
        And a user copies Bean in Customerp, and calls the copy Coan
        And a user changes Coan's email in Trello
        And the sync runs
        And a user changes Coan's email back in Trello
        Given a user changes Coan's name in Customerp just before request 1 is answered
        When Bean is removed from Trello
        And the sync comes to rest
        Then nothing else has changed
        """,
    ),
}


def steps_of(text: str) -> list[Step]:
    """Return the steps of a story; `And` goes on with the kind of the step before."""
    steps: list[Step] = []
    for line in text.split("\n"):
        word, _, rest = line.strip().partition(" ")
        if word:
            steps.append(Step(steps[-1].type if word == "And" else word.lower(), rest, 0))
    return steps


@pytest.mark.parametrize("name", FOUND)
def test_what_a_campaign_has_found_does_not_fail_again(name: str, checklists: dict[str, Checklist]) -> None:
    found = FOUND[name]
    checklist = checklists.get(found.document) or approved(folder_of(found.document))
    with closing(Stage(THE_REFERENCE, 0)) as stage, on_stage(stage):
        world = World(stage, checklist, found.section)
        world.begin()
        for step in steps_of(found.steps):
            deed(step)(world)

        assert world.evidence
