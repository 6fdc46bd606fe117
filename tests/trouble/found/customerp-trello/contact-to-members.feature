Feature: customerp-trello, contact-to-members: what campaigns have found there

  Example: a lost edit after the source came back from a value that the target refuses
    Given both systems know Bean
    When a user changes Bean's name to a value that Trello refuses
    And the sync comes to rest
    And a user changes Bean's name back in Customerp
    And a user changes Bean's name to a value that Customerp refuses
    And the sync comes to rest
    Then nothing else has changed

  Example: a lost edit of a member who had left the workspace, and is invited again for another record
    Given the whole document is synchronized
    And both systems know Bean
    And a user copies Bean in Customerp, and calls the copy Coan just before request 5 is answered
    When the sync runs
    Given a user copies Bean in Customerp, and calls the copy Dian just before request 2 is answered
    When a user changes Coan's email in Customerp
    And Bean is removed from Trello
    And the sync comes to rest
    Then nothing else has changed

  Example: a copy that shares a counterpart was read before its name changed, and wins for a moment
    Given Bean is added to Customerp
    When a user changes Bean's email in Customerp
    And the sync runs
    And a user changes Bean's email back in Customerp
    And a user changes Bean's email back in Trello
    And a user copies Bean in Customerp, and calls the copy Coan
    Given a user changes Coan's name alike in both systems just before request 2 is answered
    When the sync comes to rest
    Then nothing else has changed

  Example: a member who was removed before the lists showed the contact who holds that email now
    Given Bean is added to Customerp
    When Coan is added to Customerp, which no list shows yet
    And the sync runs
    And the lists of Customerp show everything
    And Bean is removed from Trello
    And a user swaps the email of Bean and Coan in Customerp
    And the sync comes to rest
    Then nothing else has changed

  Example: a member who was invited for a copy, and is taken for the first one's after a crash
    Given both systems know Bean
    And the sync is killed before request 6 takes effect
    When Bean is removed from Trello
    And Coan is added to Customerp
    And Dian is added to Customerp
    And a user copies Bean in Customerp, and calls the copy Elan
    And a user changes Bean's email in Customerp
    And the sync comes to rest
    Then nothing else has changed

  Example: two contacts that shared a member while one of them could not be reached
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

  Example: a contact that was removed after a pass had read its name, which a copy shares
    Given Bean is added to Customerp
    And a user copies Bean in Customerp, and calls the copy Coan just before request 1 is answered
    When the sync runs
    And a user changes Bean's name in Customerp
    Given Bean is removed from Customerp just before request 2 is answered
    When the sync runs
    And a user changes Coan's name in Customerp
    And the sync comes to rest
    Then nothing else has changed

  Example: an empty list and half a list in two passes in a row
    Given Bean is added to Customerp
    When Customerp's next answer to a read is an empty list
    And Customerp's next answer to a read is only half of a list
    And the sync comes to rest
    Then nothing else has changed

  Example: a copy that came before the member was made, and was not known then
    Given Bean is added to Customerp
    And a user copies Bean in Customerp, and calls the copy Coan just before request 2 is answered
    And a user changes Bean's name in Customerp just before request 4 is answered
    When the sync comes to rest
    Then nothing else has changed

  Example: a member who left before the write, and came back for a copy
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

  Example: an edit that the sync has seen, in the pass in which a copy came
    Given Bean is added to Customerp
    And a user changes Bean's name in Trello just before request 4 is answered
    And a user copies Bean in Customerp, and calls the copy Coan just before request 2 is answered
    When the sync comes to rest
    Then nothing else has changed

  Example: a new member for the third of three contacts, after two had shared one who was removed
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

  Example: a copy that got a member of its own, since the first one had another e-mail by then
    Given Bean is added to Customerp
    When a user copies Bean in Customerp, and calls the copy Coan
    And the sync runs
    And a user copies Coan in Customerp, and calls the copy Dian
    And a user changes Dian's email in Trello
    And the sync runs
    And Dian is removed from Customerp
    And the sync comes to rest
    Then nothing else has changed

  Example: an edit after a write that stood unanswered for longer than changes are looked at
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

  Example: two members of two contacts, one of whom could have shared either
    Given Bean is added to Customerp
    When a user copies Bean in Customerp, and calls the copy Coan
    And a user changes Bean's email in Customerp while the sync reads Customerp
    And the sync runs
    And Coan is removed from Trello
    Given Coan is removed from Customerp just before request 1 is answered
    When the sync comes to rest
    Then nothing else has changed

  Example: a refused name that a copy had replaced for a moment
    Given both systems know Bean
    When a user changes Bean's name to a value that Customerp refuses
    And a user copies Bean in Customerp, and calls the copy Coan
    And the sync runs
    And a user changes Coan's name to a value that Customerp refuses
    And the sync comes to rest
    Then nothing else has changed
