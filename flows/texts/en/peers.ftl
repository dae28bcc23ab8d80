### Forum Anak facilitators, 14 to 17 years old.

note-invited = 🤝 Hello, Forum Anak facilitator.
    .quiet = ✔️ Good.
ask-peer =
    Thank you for thinking of your friend.

    • Do not try to find out more. What you have heard or seen already is enough.
    • Your friend's name is not needed.
    • This is not yours alone to carry. Take { $companion } along, or an adult you trust.

    Who is this about?
    .quiet =
        Do not try to find out more. This is not yours alone to carry.

        Take { $companion } along. Who is this about?
pick-peer-friend = 👥 About my friend
    .quiet = 👥 A friend
pick-peer-self = 🙋 About myself
    .quiet = 🙋 Myself
pick-peer-guide = 🤝 How to be with a friend
    .quiet = 🤝 Being with
pick-hub-friend = 🤝 Being with a friend
ask-friend =
    Being with a friend:

    👂 Just listen. No need to go on asking, or to let them tell it again.
    💬 Say: “I believe you, and it is not your fault. Thank you for telling me.”
    🤝 Do not say that you will tell nobody. Say: “Let us find an adult who can help.”
    🧭 Ask what they want, and whom they trust.
    🚫 Do not confront or meet that person. Do not spread the story or pictures.
    🆘 If there is danger, call: { $numbers }.
    🌱 Take { $companion } along. This is not yours alone to carry; you too may be tired, and may talk.
    .quiet = Just listen. Do not try to find out more. Take { $companion } along. { $numbers }.
