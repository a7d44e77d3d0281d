"""Common given names, to keep "she" from standing for Thomas; a name on neither list is taken for either."""

HE = frozenset(
    """james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven
    paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen
    larry justin scott brandon benjamin samuel gregory alexander frank patrick raymond jack dennis jerry tyler aaron jose adam nathan
    henry douglas zachary peter kyle noah ethan jeremy walter christian keith roger terry austin sean gerald carl harold dylan arthur
    lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne randy vincent mason roy ralph bobby
    russell bradley philip eugene ted marco mitt mike jeb chris rand bernie barack bill ben jim tom bob dan tim greg steve jeff matt
    dave ken ron rick nick doug don fred hugo luis carlos miguel pedro antonio francisco javier manuel jorge mario rafael ricardo
    eduardo fernando sergio alejandro roberto leland grant elias everett jonah hugh walt lou stan warren victor gerald anton marcelo
    owen simon dale emmanuel mohammed muhammad ahmed ali omar hassan ivan vladimir sergei hans karl otto nigel neil howard leonard
    stuart martin dwight glenn harry earl clarence ernest leo oscar theodore theo max felix ian colin graham trevor nathaniel lucas
    """.split()
)
SHE = frozenset(
    """mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly emily
    donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen angela shirley emma brenda
    pamela nicole anna samantha katherine christine debra rachel carolyn janet maria olivia heather helen catherine diane julie
    victoria joyce lauren kelly christina ruth joan virginia judith evelyn hannah andrea megan cheryl jacqueline madison teresa abigail
    sophia martha sara gloria janice kathryn ann isabella judy charlotte julia grace amber alice jean denise frances danielle marilyn
    natalie beverly diana brittany theresa kayla alexis doris lori tiffany hillary carly nikki kellyanne ivanka melania chelsea michele
    elena rosa carmen ana lucia marisol nadia miriam lydia beth vera greta agnes colleen paula edith harriet lucille bea joan wren
    teodora rosalind claire ellen jane anne kate katie sue jill jenny joanna josephine eleanor florence louise marie monica naomi
    nora ivy irene ingrid fatima aisha leila yolanda xochitl guadalupe luz ines consuelo pilar dolores beatriz gwen naureen
    """.split()
)
