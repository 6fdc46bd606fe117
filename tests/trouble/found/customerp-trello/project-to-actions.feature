Feature: customerp-trello, project-to-actions: what campaigns have found there

  Example: a write after passes in which the system could not be reached
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
