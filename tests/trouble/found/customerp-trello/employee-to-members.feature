Feature: customerp-trello, employee-to-members: what campaigns have found there

  Example: no mix-up of copies that share a member by their email
    When Bean is added to Customerp
    And the sync runs
    And a user copies Bean in Customerp, and calls the copy Coan
    And a user copies Coan in Customerp, and calls the copy Dian
    Given a user changes Dian's email alike in both systems just before request 1 is answered
    When the sync comes to rest
    Then nothing else has changed

  Example: no mix-up of a copy that was never created, since a value is refused, and the record whose email it had
    Given both systems know Bean
    When a user changes Bean's name to a value that Trello refuses
    And a user copies Bean in Customerp, and calls the copy Coan
    And a user changes Coan's email in Customerp
    And the sync comes to rest
    Then nothing else has changed

  Example: no mix-up of copies of which one follows an email and one was copied before
    Given the whole document is synchronized
    And both systems know Bean
    And a user copies Bean in Customerp, and calls the copy Dian just before request 12 is answered
    When the sync comes to rest
    And a user changes Bean's email in Customerp
    Given a user copies Dian in Customerp, and calls the copy Faan just before request 9 is answered
    When the sync comes to rest
    Then nothing else has changed

  Example: a name of a member who has left the workspace, which is no business of the workspace's
    Given the whole document is synchronized
    And Bean is added to Customerp
    When the sync comes to rest
    And a user changes Bean's name in Trello
    And Bean is removed from Trello
    And the sync runs
    And a user changes Bean's email in Customerp
    And the sync comes to rest
    Then nothing else has changed

  Example: a copy that is paired with a member who has left, and whose email is taken from the base
    Given both systems know Bean
    When a user changes Bean's name in Customerp
    And a user changes Bean's email in Trello
    And Bean is removed from Trello
    Given a user copies Bean in Customerp, and calls the copy Elan just before request 2 is answered
    When the sync comes to rest
    And a user changes Elan's email in Customerp
    And the sync comes to rest
    Then nothing else has changed

  Example: no blame for an edit that loses to a copy, which shares the member
    Given Coan is added to Customerp just before request 1 is answered
    When the sync runs
    Given a user changes Coan's name in Customerp just before request 1 is answered
    When a user copies Coan in Customerp, and calls the copy Guan
    And the sync runs
    And the sync comes to rest
    Then nothing else has changed

  Example: a member who came back for a copy, after two contacts had swapped their e-mails
    Given Bean is added to Customerp
    When Coan is added to Customerp
    And the sync runs
    And a user swaps the email of Bean and Coan in Customerp
    And Bean is removed from Trello
    Given a user copies Coan in Customerp, and calls the copy Dian just before request 1 is answered
    When the sync comes to rest
    Then nothing else has changed

  Example: three employees that share a member, one of whom was removed before a copy of it came
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

  Example: a copy that came in the pass in which the member was removed
    Given Bean is added to Customerp
    When the sync comes to rest
    Given Bean is removed from Trello just before request 3 is answered
    And a user copies Bean in Customerp, and calls the copy Coan just before request 3 is answered
    When the sync comes to rest
    Then nothing else has changed

  Example: an edit of a member who came back for a copy
    Given both systems know Bean
    When Bean is removed from Trello
    And a user changes Bean's name in Customerp
    And a user copies Bean in Customerp, and calls the copy Dian
    And the sync runs
    And a user changes Dian's name to a value that Customerp refuses
    And the sync comes to rest
    Then nothing else has changed

  Example: a member who is invited again for a contact whose invitation had been refused
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

  Example: a member who is invited again for a contact that was refused, and then could have shared the first one
    Given Bean is added to Customerp
    When the sync comes to rest
    And a user changes Bean's name to a value that Trello refuses
    And a user copies Bean in Customerp, and calls the copy Coan
    And a user changes Coan's email in Trello
    And the sync runs
    And a user changes Coan's email back in Trello
    And the sync comes to rest
    Given a user changes Coan's name in Customerp just before request 1 is answered
    When Bean is removed from Trello
    And the sync comes to rest
    Then nothing else has changed
