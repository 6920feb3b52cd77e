"""The literature the entries cite."""

BROWN_BURTON = "Brown & Burton 1978, Diagnostic models for procedural bugs in basic mathematical skills"
VANLEHN = "VanLehn 1990, Mind Bugs: The Origins of Procedural Misconceptions"
MATZ = "Matz 1982, Towards a process model for high school algebra errors"
SLEEMAN = "Sleeman 1984, An attempt to understand students' understanding of basic algebra"
PAYNE_SQUIBB = "Payne & Squibb 1990, Algebra mal-rules and cognitive accounts of error"
CLEMENT = "Clement 1982, Algebra word problem solutions: thought processes underlying a common misconception"
RESNICK = "Resnick et al. 1989, Conceptual bases of arithmetic errors: the case of decimal fractions"
HIEBERT_WEARNE = "Hiebert & Wearne 1985, A model of students' decimal computation procedures"
KIERAN = "Kieran 1981, Concepts associated with the equality symbol"
BOOTH = "Booth 1984, Algebra: Children's Strategies and Errors"
KUCHEMANN = "Küchemann 1981, Algebra, in Hart (ed.), Children's Understanding of Mathematics: 11-16"
ORTON = "Orton 1983, Students' understanding of differentiation"
ORTON_INTEGRATION = "Orton 1983, Students' understanding of integration"
BROWN_QUINN = "Brown & Quinn 2006, Algebra students' difficulty with fractions"
FISCHBEIN = (
    "Fischbein et al. 1985, The role of implicit models in solving verbal problems in multiplication and division"
)
MOKROS_RUSSELL = "Mokros & Russell 1995, Children's concepts of average and representativeness"
ASHLOCK = "Ashlock 1972, Error Patterns in Computation"
LINCHEVSKI_LIVNEH = (
    "Linchevski & Livneh 1999, Structure sense: the relationship between algebraic and numerical contexts"
)
PARKER_LEINHARDT = "Parker & Leinhardt 1995, Percent: a privileged proportion"
VLASSIS = "Vlassis 2004, Making sense of the minus sign or becoming flexible in 'negativity'"
CANGELOSI = (
    "Cangelosi et al. 2013, The negative sign and exponential expressions: unveiling students' persistent errors and "
    "misconceptions"
)
ZAZKIS_KONTOROVICH = (
    "Zazkis & Kontorovich 2016, A curious case of superscript (-1): prospective secondary mathematics teachers explain"
)
LEWIS_MAYER = "Lewis & Mayer 1987, Students' miscomprehension of relational statements in arithmetic word problems"
MACGREGOR_STACEY = (
    "MacGregor & Stacey 1993, Cognitive models underlying students' formulation of simple linear equations"
)
VAIYAVUTJAMAI = (
    "Vaiyavutjamai, Ellerton & Clements 2005, Students' attempts to solve two elementary quadratic equations"
)
BLANCO_GARROTE = (
    "Blanco & Garrote 2007, Difficulties in learning inequalities in students of the first year of pre-university "
    "education in Spain"
)
