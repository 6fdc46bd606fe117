"""What the fake has beyond what is published, and what it does not have: keys and operations, each with its reason.

No client stumbles over a key more, so no test fails for one but the catalogue's, where it is new or gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Beyond(NamedTuple):
    """Keys that are not published, by where they stand (`*`: anything), for one reason."""

    reason: str
    keys: Mapping[str, str]


KEYS = (
    Beyond(
        "comes inside when a reader asks for it, as the published parameters have it",
        {
            "Board": (
                "actions boardPlugins boardStars cards checklists customFields labels lists members myPrefs"
                " organization pluginData plugins tags"
            ),
            "Card": (
                "actions attachments board checklists customFieldItems list members membersVoted pluginData stickers"
            ),
            "Checklist": "cards checkItems",
            "Member": (
                "actions boardStars boards boardsInvited cards notifications organizations paid_account savedSearches"
                " tokens"
            ),
            "Memberships": "member",
            "Notification": "display entities list member memberCreator",
            "Organization": "actions boards members paid_account",
            "Token": "webhooks",
        },
    ),
    Beyond(
        "what a custom field of each type holds, as it is written (clients); published is that of a checkbox alone",
        {"CustomFieldItems": "idValue", "CustomFieldItems/value": "date number text"},
    ),
    Beyond("what an action is about: published are those of a comment alone (observed)", {"Action/data*": "*"}),
    Beyond("each colour in a light and a dark shade, too (clients)", {"Board/labelNames": "*_light *_dark"}),
    Beyond(
        "recorded in answers (observed)",
        {
            "Action": "appCreator entities member",
            "Action/memberCreator": "nonPublic nonPublicAvailable",
            "Board": "dateClosed idBoardSource idEnterprise nodeId premiumFeatures",
            "Card": ("agent dateClosed dateCompleted dueComplete email idOrganization isTemplate nodeId pinned start"),
            "Card/badges": "checkItemsEarliestDue externalSource lastUpdatedByAi maliciousAttachments",
            "Card/cover": "idPlugin",
            "Label": "uses",
            "Limits": "*",
            "LimitsObject": "boards orgs",
            "Member": (
                "aaBlockSyncUntil credentialsRemovedCount dateLastActive dateLastImpression domainClaimed nodeId"
                " sessionType"
            ),
            "Memberships": "deactivated idMember memberType unconfirmed",
            "Organization": (
                "availableLicenseCount billableCollaboratorCount billableMemberCount desc descData idMemberCreator"
                " invitations invited ixUpdate limits logoHash logoUrl maximumLicenseCount nodeId powerUps products"
                " promotions teamType website"
            ),
            "OrganizationPrefs": (
                "associatedDomain boardInviteRestrict externalMembersDisabled googleAppsVersion orgInviteRestrict"
            ),
            "Prefs": (
                "autoArchive backgroundColor cardCounts hiddenPluginBoardButtons sharedSourceUrl showCompleteStatus"
                " switcherViews"
            ),
        },
    ),
    Beyond(
        "read by client libraries (clients)",
        {
            "Attachment": "fileName",
            "CheckItem": "due dueReminder idMember",
            "Checklist": "creationMethod idBoard idCard name pos",
            "CustomField": "name options pos",
        },
    ),
    Beyond(
        "empty in answers to POST, as of cards and lists (ours of those not recorded)",
        {"Attachment": "limits", "CheckItem": "limits", "Checklist": "limits", "Label": "limits"},
    ),
    Beyond(
        "the whole snapshot of the card, where a text is wanted alone (ours)",
        {"Action/display/entities/card": "idShort name"},
    ),
)


class Absent(NamedTuple):
    """Published operations that the fake has no address for, for one reason; `*` is anything."""

    reason: str
    operations: tuple[str, ...]


ABSENT = (
    Absent("no workspace of the fake belongs to an enterprise", ("* /enterprises/*",)),
    Absent("how one is notified is nothing to keep in sync", ("* /members/{id}/notificationsChannelSettings*",)),
    Absent(
        "Power-Ups are for those who make them; no board has any",
        ("* /plugins/*", "GET /applications/{key}/compliance", "* /boards/{id}/boardPlugins*"),
    ),
    Absent(
        "pictures of one's own are not kept: nobody has any",
        (
            "DELETE /members/{id}/custom*",
            "POST /members/{id}/custom*",
            "PUT /members/{id}/custom*",
            "* /members/{id}/boardBackgrounds*",
            "POST /members/{id}/avatar",
            "* /organizations/{id}/logo",
        ),
    ),
    Absent(
        "tags are gone from the product; no workspace has any",
        ("POST /boards/{id}/idTags", "* /organizations/{id}/tags*"),
    ),
    Absent("an export is a file of a paid plan; a workspace has none", ("POST /organizations/{id}/exports",)),
    Absent("what the web client has shown is its own business", ("POST /members/{id}/oneTimeMessagesDismissed",)),
    Absent("published, but the service has no such address (observed)", ("PUT /tokens/{token}/webhooks/{idWebhook}",)),
)


class Unpublished(NamedTuple):
    """Addresses of the fake that are not published, for one reason; `*` is anything."""

    reason: str
    routes: tuple[str, ...]


ROUTES = (
    Unpublished(
        "a filter as part of the address, as it is published for boards' cards and lists (clients)",
        ("GET */{filter}", "GET */members/{member}", "GET /members/{member}/*Invited/{one}"),
    ),
    Unpublished("one setting alone (clients)", ("PUT */prefs/{pref}*",)),
    Unpublished("one label of a board (clients)", ("GET /boards/{board}/labels/{label}",)),
    Unpublished(
        "who is on a card, by another name (clients)",
        ("POST /cards/{card}/members", "DELETE /cards/{card}/members/{member}"),
    ),
    Unpublished("ends an archived list (observed)", ("DELETE /lists/{list}",)),
)
