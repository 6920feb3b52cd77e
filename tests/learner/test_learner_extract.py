"""What is found in a learner's words, kind by kind, and all that is left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.learner.extract import MOST_FOUND, find_memories
from tutor.learner.memory import KINDS

MONDAY = date(2026, 3, 2)

FACT = [
    ("I'm from the Netherlands", "comes from", "You're from the Netherlands."),
    ("i'm from brazil", "comes from", "You're from brazil."),
    ("My name is Anna.", "name", "Your name is Anna."),
    ("my name is anna", "name", "Your name is Anna."),
    ("Call me Sam, please", "nickname", "You like to be called Sam."),
    ("my name's Christian", "name", "Your name is Christian."),
    ("I'm called Bo", "name", "Your name is Bo."),
    ("I have a dog called Rex", "person:dog", "Your dog is called Rex."),
    ("my dog is called Rex", "person:dog", "Your dog is called Rex."),
    ("My cat's name is Whiskers", "person:cat", "Your cat is called Whiskers."),
    ("I study at the University of Leeds", "study at", "You study at the University of Leeds."),
    ("I study physics at Leeds", "study", "You study physics at Leeds."),
    ("I am in year 11", "year", "You are in year 11."),
    ("I'm in 10th grade", "year", "You're in 10th grade."),
    ("I'm a first-year student", "year", "You're a first-year student."),
    ("I am 16 years old", "age", "You are 16 years old."),
    ("my favourite number is 7", "favourite number", "Your favourite number is 7."),
    ("My favorite color is blue", "favourite colour", "Your favorite color is blue."),
    ("green is my favourite colour", "favourite colour", "Green is your favourite colour."),
    ("Remember that my locker is number 42", "locker", "Your locker is number 42."),
    ("remember that I sit next to Bob", "asked:i sit next to bob", "You sit next to Bob."),
    ("Please remember that I have two brothers", "has brothers", "You have two brothers."),
    ("I live in Hamburg", "lives in", "You live in Hamburg."),
    ("I'm from Brazil", "comes from", "You're from Brazil."),
    ("I play the violin", "plays violin", "You play the violin."),
    ("I play football for my school", "plays football", "You play football for your school."),
    ("I speak German and English", "speaks", "You speak German and English."),
    ("I have two sisters", "has sisters", "You have two sisters."),
    ("my birthday is on 3 May", "birthday", "Your birthday is on 3 May."),
    ("I work as a barista", "work", "You work as a barista."),
    ("my hobby is chess", "hobby", "Your hobby is chess."),
    ("My lucky number is 13", "lucky number", "Your lucky number is 13."),
    ("By the way, my name is José", "name", "Your name is José."),
    ("no, my name is Anne", "name", "Your name is Anne."),
    ("my name is Ngọc Anh", "name", "Your name is Ngọc Anh."),
    ("You can call me Lizzy", "nickname", "You like to be called Lizzy."),
    ("I am Tom, nice to meet you", "name", "Your name is Tom."),
    ("My favourite subject is history", "favourite subject", "Your favourite subject is history."),
    ("My favorite animal is the red panda.", "favourite animal", "Your favorite animal is the red panda."),
    ("I go to Lincoln High School", "study at", "You go to Lincoln High School."),
    ("I go to school in Leeds", "study at", "You go to school in Leeds."),
    ("I'm a student at ETH Zurich", "occupation", "You're a student at ETH Zurich."),
    ("I'm studying mechanical engineering", "study", "You're studying mechanical engineering."),
    ("I'm doing A-levels in maths and physics", "study", "You're doing A-levels in maths and physics."),
    ("I moved to Berlin last year", "lives in", "You moved to Berlin last year."),
    ("I was born in Kyoto", "born in", "You were born in Kyoto."),
    ("I'm 15", "age", "You're 15."),
    ("I turned 17 yesterday", "age", "You turned 17 yesterday."),
    ("I work at a bakery on weekends", "work", "You work at a bakery on weekends."),
    ("I play chess on Sundays", "plays chess on sundays", "You play chess on Sundays."),
    ("My pet hamster is called Biscuit", "person:hamster", "Your pet hamster is called Biscuit."),
    ("our cat Luna sleeps on my desk", "person:cat:luna:sleeps", "Your cat Luna sleeps on your desk."),
    ("Please remember that I'm allergic to nuts", "asked:im allergic to nuts", "You're allergic to nuts."),
    ("Remember my favourite colour is teal", "favourite colour", "Your favourite colour is teal."),
    ("Don't forget I have practice on Tuesdays", "asked:i have practice on tuesdays", "You have practice on Tuesdays."),
    ("Keep in mind that I only have 20 minutes", "asked:i only have 20 minutes", "You only have 20 minutes."),
    ("My name isn't Anna, it's Hannah", "name", "Your name is Hannah."),
    ("I'm left-handed", "handedness", "You're left-handed."),
    ("My first language is Turkish", "first language", "Your first language is Turkish."),
    ("I'm taking AP Calculus this year", "study", "You're taking AP Calculus this year."),
    ("i have maths class on mondays", "has maths class", "You have maths class on mondays."),
    ("I've been learning guitar for two years", "plays guitar", "You've been learning guitar for two years."),
    ("My hobbies are chess and climbing", "hobby", "Your hobbies are chess and climbing."),
    ("My birthday's in July", "birthday", "Your birthday's in July."),
    ("Hello there, my name's Maya.", "name", "Your name is Maya."),
    ("I'm Maya by the way", "name", "Your name is Maya."),
    ("hey I'm Jonas, 17, from Vienna", "name", "Your name is Jonas."),
    ("People call me JJ", "nickname", "You like to be called JJ."),
    ("My full name is Maria del Carmen", "name", "Your name is Maria del Carmen."),
    ("They call me Flash", "nickname", "You like to be called Flash."),
    ("I have a hamster!", "has hamster", "You have a hamster."),
    ("We have a cat called Tiger", "person:cat", "Your cat is called Tiger."),
    ("My favourite band is Muse", "favourite band", "Your favourite band is Muse."),
    ("My favorite book is Dune.", "favourite book", "Your favorite book is Dune."),
    ("Blue is my favorite colour", "favourite colour", "Blue is your favorite colour."),
    ("My lucky number is 8", "lucky number", "Your lucky number is 8."),
    ("My school is called Hillview", "school", "Your school is called Hillview."),
    ("I go to Hillview Secondary School in Perth", "study at", "You go to Hillview Secondary School in Perth."),
    ("I attend Hillview", "study at", "You attend Hillview."),
    ("I'm an 8th grader", "year", "You're an 8th grader."),
    ("I'm in the 11th grade", "year", "You're in the 11th grade."),
    ("I am a second year physics student at UCL", "occupation", "You are a second year physics student at UCL."),
    ("I'm a nursing student", "occupation", "You're a nursing student."),
    ("I work in a hospital", "work", "You work in a hospital."),
    ("I work part-time at Tesco", "work", "You work part-time at Tesco."),
    ("My hometown is Porto", "hometown", "Your hometown is Porto."),
    ("My native language is Portuguese", "native language", "Your native language is Portuguese."),
    ("I speak Portuguese at home", "speaks", "You speak Portuguese at home."),
    ("I play basketball and the drums", "plays basketball and the drums", "You play basketball and the drums."),
    ("I play in a band", "plays in a band", "You play in a band."),
    ("I have three cats", "has cats", "You have three cats."),
    ("I was born on 4 July 2009", "birthday", "You were born on 4 July 2009."),
    ("My bike is red", "bike", "Your bike is red."),
    (
        "please remember: I only have 15 minutes per day",
        "asked:i only have 15 minutes per day",
        "You only have 15 minutes per day.",
    ),
    ("I made a mistake, my name is spelled Anya", "name", "Your name is Anya."),
]

PERSON = [
    ("My sister Anna is a nurse", "person:sister:anna:is", "Your sister Anna is a nurse."),
    ("my teacher is Mr Khan", "person:teacher", "Your teacher is called Mr Khan."),
    ("My maths teacher is called Ms. O'Neil", "person:maths teacher", "Your maths teacher is called Ms O'Neil."),
    ("my best friend is Tom", "person:best friend", "Your best friend is called Tom."),
    ("Tom is my brother", "person:brother:tom", "Your brother is called Tom."),
    ("My mum is an engineer", "person:mother:-:is", "Your mum is an engineer."),
    (
        "My sister, Lea, studies medicine in Berlin",
        "person:sister:lea:studies",
        "Your sister Lea studies medicine in Berlin.",
    ),
    ("My brother's name is Luca", "person:brother:luca", "Your brother is called Luca."),
    ("My younger brother Luca is 9", "person:younger brother:luca:is", "Your younger brother Luca is 9."),
    ("My dad works as a mechanic", "person:father:-:works", "Your dad works as a mechanic."),
    ("My grandma lives in Naples", "person:grandma:-:lives", "Your grandma lives in Naples."),
    ("My teacher, Mrs Green, is very strict", "person:teacher", "Your teacher is called Mrs Green."),
    ("Our teacher is Mr. Brown", "person:teacher", "Your teacher is called Mr Brown."),
    ("my teacher Ms Lee says I need more practice", "person:teacher", "Your teacher is called Ms Lee."),
    ("Correction: my sister is called Beth", "person:sister:beth", "Your sister is called Beth."),
    ("My friend Leo is also taking this class", "person:friend:leo", "Your friend is called Leo."),
    ("My best friend Leo and I study together", "person:best friend", "Your best friend is called Leo."),
    ("my little sister is called Zoe and she is 6", "person:little sister:zoe", "Your little sister is called Zoe."),
    ("My dad is called Peter and he is a carpenter", "person:father", "Your dad is called Peter."),
    ("My tutor's name is Dr. Smith", "person:tutor", "Your tutor is called Dr Smith."),
    ("Mr. Patel is my physics teacher", "person:physics teacher", "Your physics teacher is called Mr Patel."),
    ("I've got a brother named Max", "person:brother:max", "Your brother is called Max."),
    (
        "Could you remember that my cousin Ali lives in Cairo?",
        "person:cousin:ali:lives",
        "Your cousin Ali lives in Cairo.",
    ),
]

GOAL = [
    ("I have an exam on 12 March", "exam", "You have an exam on 12 March."),
    ("I have a physics exam on March 12th at 9am", "exam:physics", "You have a physics exam on March 12th at 9am."),
    ("my exam is on the 15th", "exam", "Your exam is on the 15th."),
    ("Actually my exam is on the 15th", "exam", "Your exam is on the 15th."),
    ("My maths test is next Friday", "exam:maths", "Your maths test is next Friday."),
    ("I've got a chemistry quiz tomorrow", "exam:chemistry", "You've got a chemistry quiz tomorrow."),
    ("there's a big calculus midterm in two weeks", "exam:calculus", "There's a big calculus midterm in two weeks."),
    ("I want to become a nurse", "aim:become a nurse", "You want to become a nurse."),
    ("My goal is to get an A in physics", "goal", "Your goal is to get an A in physics."),
    ("I want to get into medical school", "aim:get into medical school", "You want to get into medical school."),
    ("I have an exam on 12 March, can you help me?", "exam", "You have an exam on 12 March."),
    ("Just so you know, I have a test on Monday and I'm really nervous", "exam", "You have a test on Monday."),
    ("sorry, I meant my exam is on 16 March", "exam", "Your exam is on 16 March."),
    ("I'm preparing for the SAT", "preparing", "You're preparing for the SAT."),
    ("my essay is due on Friday", "essay", "Your essay is due on Friday."),
    ("My exam has been moved to 20 June", "exam", "Your exam has been moved to 20 June."),
    ("I want to get better at algebra", "aim:get better at algebra", "You want to get better at algebra."),
    ("I sit my GCSEs in June", "exam", "You sit your GCSEs in June."),
    ("I take my driving test on Friday", "exam:driving", "You take your driving test on Friday."),
    ("My final exam is in three weeks", "exam", "Your final exam is in three weeks."),
    ("The exam is on 4 May 2027", "exam", "The exam is on 4 May 2027."),
    ("Exam tomorrow!", "exam", "You said: Exam tomorrow."),
    ("I have exams next week", "exam", "You have exams next week."),
    (
        "Just to let you know, I have a maths exam on the 20th of November.",
        "exam:maths",
        "You have a maths exam on the 20th of November.",
    ),
    ("I'm training to be an electrician", "aim:be an electrician", "You're training to be an electrician."),
    ("My dream is to become a pilot", "goal", "Your dream is to become a pilot."),
    ("I hope to study physics at Oxford", "aim:study physics at oxford", "You hope to study physics at Oxford."),
    ("I need to pass the retake in August", "aim:pass the retake in august", "You need to pass the retake in August."),
    ("Remember: my exam is on 5 May", "exam", "Your exam is on 5 May."),
    ("That's wrong, my exam is on the 17th", "exam", "Your exam is on the 17th."),
    ("No wait, my exam is on the 17th", "exam", "Your exam is on the 17th."),
    ("My exam isn't on the 12th, it's on the 13th", "exam", "Your exam is on the 13th."),
    ("My exam is in June", "exam", "Your exam is in June."),
    ("My exams start on 2 June", "exam", "Your exams start on 2 June."),
    ("My exam takes place on Monday at 10", "exam", "Your exam takes place on Monday at 10."),
    ("I have my final exam on 2026-06-18", "exam", "You have your final exam on 2026-06-18."),
    ("I have an algebra test coming up on Thursday", "exam:algebra", "You have an algebra test coming up on Thursday."),
    ("my GCSE maths exam is on 18 May", "exam:gcse maths", "Your GCSE maths exam is on 18 May."),
    ("I've an interview at MIT next month", "interview", "You've an interview at MIT next month."),
    ("the deadline for my project is 1 April", "deadline", "The deadline for your project is 1 April."),
    ("I'm taking the SAT in October", "exam", "You're taking the SAT in October."),
    ("Tomorrow I have a test", "exam", "Tomorrow you have a test."),
    ("We have a quiz on Friday", "exam", "You have a quiz on Friday."),
    ("don't forget that my test is on Monday", "exam", "Your test is on Monday."),
    ("Oh wait, my exam is on 3 June not 2 June", "exam", "Your exam is on 3 June not 2 June."),
    ("I meant that my exam is in July", "exam", "Your exam is in July."),
    ("My goal is to reach 80 % in the final", "goal", "Your goal is to reach 80 % in the final."),
    ("I'd like to become an architect", "aim:become an architect", "You'd like to become an architect."),
    ("I'm hoping to get into Cambridge", "aim:get into cambridge", "You're hoping to get into Cambridge."),
    ("I want to be better at maths", "aim:be better at maths", "You want to be better at maths."),
    ("I need at least a B in chemistry", "aim:at least a b in chemistry", "You need at least a B in chemistry."),
]

PREFERENCE = [
    ("I prefer short answers", "style:length", "You prefer short answers."),
    ("I like examples from music", "examples:music", "You like examples from music."),
    ("please don't use colours", "style:colour", "You asked me not to use colours."),
    ("I like chess", "like:chess", "You like chess."),
    ("I don't like word problems", "like:word problems", "You don't like word problems."),
    ("I hate long explanations", "style:length", "You hate long explanations."),
    ("I'd prefer it if you explained things slowly", "style:pace", "You'd prefer it if I explained things slowly."),
    ("Please always show me the units", "ask:show me the units", "You asked me to always show you the units."),
    ("from now on, answer in German", "style:language", "You asked me to answer in German."),
    ("keep your answers short please", "style:length", "You asked me to keep my answers short."),
    ("Can you always use metric units?", "style:units", "You asked me to always use metric units."),
    ("I learn best with pictures", "learns best", "You learn best with pictures."),
    ("I'm a visual learner", "learns best", "You're a visual learner."),
    ("I'd like short answers", "style:length", "You'd like short answers."),
    ("I love football", "like:football", "You love football."),
    ("I'm really into astronomy", "like:astronomy", "You're really into astronomy."),
    (
        "don't give me the answers straight away",
        "style:answers",
        "You asked me not to give you the answers straight away.",
    ),
    ("Stop using emojis", "style:emoji", "You asked me to stop using emojis."),
    (
        "I really like football, so examples with football would help",
        "examples:football",
        "You really like football, so examples with football would help.",
    ),
    ("Could you use football examples?", "examples:football", "You asked me to use football examples."),
    ("I prefer examples about cooking", "examples:cooking", "You prefer examples about cooking."),
    (
        "I prefer to see the steps one at a time",
        "prefer:see the steps one at a time",
        "You prefer to see the steps one at a time.",
    ),
    ("I'd rather have pictures than formulas", "style:pictures", "You'd rather have pictures than formulas."),
    (
        "I like it when you explain things with pictures",
        "style:pictures",
        "You like it when I explain things with pictures.",
    ),
    ("Please be brief.", "style:length", "You asked me to be brief."),
    ("Please keep it short", "style:length", "You asked me to keep it short."),
    ("Short answers please", "style:length", "You asked me to give short answers."),
    ("No emojis please", "style:emoji", "You asked me not to use emojis."),
    ("Please use simple words", "style:words", "You asked me to use simple words."),
    (
        "Explain things to me in simple words please",
        "style:words",
        "You asked me to explain things to you in simple words.",
    ),
    ("I no longer like chess", "like:chess", "You no longer like chess."),
    ("I don't like chess any more", "like:chess", "You don't like chess any more."),
    ("I changed my mind, I prefer long answers", "style:length", "You prefer long answers."),
    ("I prefer hints over full solutions", "style:hints", "You prefer hints over full solutions."),
    ("I prefer working with decimals", "style:numbers", "You prefer working with decimals."),
    ("I'd rather you didn't use emojis", "style:emoji", "You asked me not to use emojis."),
    (
        "Can you please stop using exclamation marks?",
        "ask:using exclamation marks",
        "You asked me to stop using exclamation marks.",
    ),
    (
        "could you explain with football examples from now on",
        "examples:football",
        "You asked me to explain with football examples.",
    ),
    ("Please explain everything step by step", "style:steps", "You asked me to explain everything step by step."),
    ("please keep explanations brief", "style:length", "You asked me to keep explanations brief."),
    ("Please answer in French", "style:language", "You asked me to answer in French."),
    ("I like to draw things", "like:draw things", "You like to draw things."),
    ("I hate reading long texts", "style:length", "You hate reading long texts."),
    ("I enjoy puzzles", "like:puzzles", "You enjoy puzzles."),
    ("I don't enjoy geometry", "like:geometry", "You don't enjoy geometry."),
    ("I understand things better with a picture", "learns best", "You understand things better with a picture."),
    ("I learn best by doing", "learns best", "You learn best by doing."),
    ("I work best in the morning", "learns best:when", "You work best in the morning."),
    ("Remember I like tea", "like:tea", "You like tea."),
    ("Actually, I prefer long answers", "style:length", "You prefer long answers."),
]

DIFFICULTY = [
    ("I always mix up sine and cosine", "hard:cosine and sine", "You always mix up sine and cosine."),
    ("I keep forgetting the minus sign", "hard:the minus sign", "You keep forgetting the minus sign."),
    ("I struggle with fractions", "hard:fractions", "You struggle with fractions."),
    ("I find trigonometry really hard", "hard:trigonometry", "You find trigonometry really hard."),
    ("I'm bad at mental arithmetic", "hard:mental arithmetic", "You're bad at mental arithmetic."),
    ("I never really understood logarithms", "hard:logarithms", "You never really understood logarithms."),
    ("fractions are hard for me", "hard:fractions", "Fractions are hard for you."),
    ("I get confused between mass and weight", "hard:mass and weight", "You get confused between mass and weight."),
    (
        "I always confuse velocity with acceleration",
        "hard:acceleration and velocity",
        "You always confuse velocity with acceleration.",
    ),
    (
        "I tend to forget the constant of integration",
        "hard:the constant of integration",
        "You tend to forget the constant of integration.",
    ),
    ("I often make sign errors", "hard:sign errors", "You often make sign errors."),
    ("I have trouble with word problems", "hard:word problems", "You have trouble with word problems."),
    ("I'm not very good at geometry", "hard:geometry", "You're not very good at geometry."),
    ("My weak point is percentages", "hard:percentages", "Your weak point is percentages."),
    ("Algebra has always been hard for me", "hard:algebra", "Algebra has always been hard for you."),
    ("I keep mixing up mean and median", "hard:mean and median", "You keep mixing up mean and median."),
    (
        "I constantly forget to flip the inequality",
        "hard:to flip the inequality",
        "You constantly forget to flip the inequality.",
    ),
    ("I always forget the chain rule", "hard:the chain rule", "You always forget the chain rule."),
    ("I usually mess up the signs", "hard:the signs", "You usually mess up the signs."),
    ("I often get the units wrong", "hard:the units wrong", "You often get the units wrong."),
    ("I am terrible at factoring", "hard:factoring", "You are terrible at factoring."),
    (
        "I can never remember the quadratic formula",
        "hard:the quadratic formula",
        "You can never remember the quadratic formula.",
    ),
    ("Vectors confuse me", "hard:vectors", "Vectors confuse you."),
    ("Word problems are hard for me", "hard:word problems", "Word problems are hard for you."),
    ("I have difficulties with integrals", "hard:integrals", "You have difficulties with integrals."),
    ("My weakness is trigonometry", "hard:trigonometry", "Your weakness is trigonometry."),
]

FORGET = [
    ("forget everything", "*"),
    ("Please forget everything I told you", "*"),
    ("delete my memories", "*"),
    ("erase all you have on me", "*"),
    ("forget what you know about me", "*"),
    ("Forget that my name is Anna", "name"),
    ("forget what I said about my exam", "exam"),
    ("please forget my name", "name"),
    ("forget everything about me", "*"),
    ("Please don't remember my age", "age"),
    ("Forget what I told you about my sister", "person:sister"),
    ("You can forget my birthday", "birthday"),
    ("Can you forget that I like chess?", "like:chess"),
    ("Forget my exam date", "exam"),
    ("Please forget that I told you my sister's name", "person:sister"),
    ("Delete everything you know about me", "*"),
    ("Delete my birthday", "birthday"),
]
SEVERAL = [
    ("Hi, I'm Anna and I study at MIT", ["Your name is Anna.", "You study at MIT."]),
    ("Hi! I'm Anna. I'm in year 11.", ["Your name is Anna.", "You're in year 11."]),
    ("My name is Alexandra but call me Alex", ["Your name is Alexandra.", "You like to be called Alex."]),
    ("I have a cat named Miso and a dog named Rex", ["Your cat is called Miso.", "Your dog is called Rex."]),
    (
        "My name is Priya and I have a chemistry exam on 3 June. My brother Arjun plays cricket.",
        ["Your name is Priya.", "You have a chemistry exam on 3 June.", "Your brother Arjun plays cricket."],
    ),
    (
        "My name is Anna Maria von Trapp, and my goal is to pass my exam.",
        ["Your name is Anna Maria von Trapp.", "Your goal is to pass your exam."],
    ),
    ("i'm 15 years old and i live in Leeds", ["You're 15 years old.", "You live in Leeds."]),
    ("I am from Nigeria and I live in Lagos", ["You are from Nigeria.", "You live in Lagos."]),
]

NOTHING = (Path(__file__).parent / "nothing_to_remember.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("text", "kind", "subject", "said_back"),
    [
        (text, kind, subject, said_back)
        for kind, rows in (
            ("fact", FACT),
            ("person", PERSON),
            ("goal", GOAL),
            ("preference", PREFERENCE),
            ("difficulty", DIFFICULTY),
        )
        for text, subject, said_back in rows
    ],
)
def test_what_a_learner_tells_is_found_with_its_subject_and_said_back(
    text: str, kind: str, subject: str, said_back: str
) -> None:
    (found,) = find_memories(text)
    is_animal = kind == "fact" and subject.startswith("person:")
    assert (found.kind, found.subject, found.text) == (kind, subject, said_back)
    assert found.action in ("note", "correct")
    assert 0.5 <= found.confidence <= 1
    assert is_animal or found.kind in KINDS


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_lasting_statement_about_the_learner_is_left_alone(text: str) -> None:
    assert find_memories(text) == ()


@pytest.mark.parametrize(("text", "subject"), FORGET)
def test_a_wish_to_forget_is_reported_as_one(text: str, subject: str) -> None:
    (found,) = find_memories(text)
    assert (found.action, found.kind, found.subject) == ("forget", "forget", subject)


@pytest.mark.parametrize(("text", "said_back"), SEVERAL)
def test_several_things_in_one_text_are_all_found_in_order(text: str, said_back: list[str]) -> None:
    assert [found.text for found in find_memories(text)] == said_back


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Actually my exam is on the 15th", "correct"),
        ("No, my name is Anne", "correct"),
        ("Sorry, I meant my exam is on 16 March", "correct"),
        ("Correction: my sister is called Beth", "correct"),
        ("My exam isn't on the 12th, it's on the 13th", "correct"),
        ("my exam is on the 15th", "note"),
        ("my name is Anne", "note"),
    ],
)
def test_putting_something_right_is_told_from_telling_it(text: str, expected: str) -> None:
    assert [found.action for found in find_memories(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("I have a test tomorrow", "tomorrow (Tuesday 3 March 2026)"),
        ("I have a test the day after tomorrow", "tomorrow (Wednesday 4 March 2026)"),
        ("my exam is today", "today (Monday 2 March 2026)"),
        ("my exam is in two weeks", "in two weeks (Monday 16 March 2026)"),
        ("my exam is in 10 days", "in 10 days (Thursday 12 March 2026)"),
        ("my exam is on Friday", "(said on Monday 2 March 2026)"),
        ("my exam is next month", "(said on Monday 2 March 2026)"),
        ("my exam is on the 15th", "(said on Monday 2 March 2026)"),
    ],
)
def test_a_day_that_depends_on_today_is_written_out_or_dated(text: str, inside: str) -> None:
    (found,) = find_memories(text, today=MONDAY)
    assert inside in found.text
    assert "(" not in find_memories(text)[0].text


@pytest.mark.parametrize(
    "text", ["I have an exam on 12 March", "my exam is on 2026-05-04", "My name is Anna", "I'm in the 11th grade"]
)
def test_what_stands_for_itself_is_not_dated(text: str) -> None:
    assert find_memories(text, today=MONDAY) == find_memories(text)


@pytest.mark.parametrize(
    ("text", "said_back"),
    [
        ("remember that I sit next to Bob", "You sit next to Bob."),
        ("Please remember that my code word is pineapple", "Your code word is pineapple."),
        ("please remember: I only have 15 minutes per day", "You only have 15 minutes per day."),
        ("don't forget that we have class on Saturdays", "You have class on Saturdays."),
        ("Keep in mind that I'm allergic to nuts", "You're allergic to nuts."),
        ("Could you remember that my cousin Ali lives in Cairo?", "Your cousin Ali lives in Cairo."),
    ],
)
def test_what_is_asked_to_be_remembered_is_kept_word_for_word_and_is_certain(text: str, said_back: str) -> None:
    (found,) = find_memories(text)
    assert (found.text, found.confidence) == (said_back, 1.0)


def test_quotations_code_and_quoted_lines_are_not_the_learner_s_own_words() -> None:
    assert find_memories("```\nmy name is Bob\n```") == ()
    assert find_memories("> my name is Bob\n> I live in Leeds") == ()
    assert find_memories('The text says: "my name is Pierre and I live in Paris".') == ()
    assert [found.text for found in find_memories('call me "Sam"')] == ["You like to be called Sam."]


def test_the_people_of_a_word_problem_are_not_the_learner_s() -> None:
    text = "My friend Tom has 12 apples and my sister Anna is a farmer. How many apples do they have?"
    assert find_memories(text) == ()
    assert find_memories("My sister Anna is a farmer.") != ()


def test_the_same_told_twice_in_a_text_is_found_once() -> None:
    assert len(find_memories("My name is Anna. As I said, my name is Anna. MY NAME IS ANNA")) == 1


def test_only_so_many_things_are_taken_from_one_text() -> None:
    text = ". ".join(f"I like game number {chr(97 + place)}" for place in range(26))
    assert len(find_memories(text)) == MOST_FOUND


@given(st.text(max_size=300))
def test_any_text_at_all_gives_well_formed_findings(text: str) -> None:
    for found in find_memories(text, today=MONDAY):
        assert found.text
        assert "\x00" not in found.text
        assert found.kind in (*KINDS, "forget", "refuse")
        assert 0 <= found.confidence <= 1


WORDS = [
    "my",
    "name",
    "is",
    "Anna",
    "I",
    "like",
    "exam",
    "on",
    "12 March",
    "remember that",
    "forget",
    "sister",
    "always",
    "?",
    ".",
    ",",
    "prefer",
    "2x",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_mixture_of_telling_words_gives_well_formed_findings(words: list[str]) -> None:
    found = find_memories(" ".join(words))
    assert len(found) <= MOST_FOUND
    assert len({(each.action, each.kind, each.subject) for each in found}) == len(found)
