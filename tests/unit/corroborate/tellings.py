# ruff: noqa: E501
"""Fictional articles: one story in several tongues, retold, and other reporters' own stories about the same night."""

LOOMS_EN = """Shortly before midnight on Thursday two covered lorries drew up at the weaving school in Tall Poplars, and every lamp in the yard was put out. The cook, who sleeps above the pantry, counted thirty-one girls as they climbed over the tailboards in their nightshirts.

One of them had left her shoes behind and went barefoot across the gravel. By morning the looms had been covered with sacking and a new padlock hung on the dye house.

An inspector from the district told the parents that the school had moved to healthier premises but would not say where. "The girls are learning a trade and write home whenever they like," Inspector Dovlet Arun said at the gate.

No letter has arrived in six weeks, according to the postman who serves the valley. A shepherd later found a bundle of embroidered name tags beside the road to the old brickworks.

He gave them to the headmistress, who keeps them in a tin under her bed. The parents have hired a lawyer from the capital and pay him in wool."""

LOOMS_RU = """В четверг незадолго до полуночи к ткацкой школе в Высоких Тополях подъехали два крытых грузовика, и во дворе погасили все фонари. Повариха, которая спит над кладовой, насчитала тридцать одну девочку: они перелезали через борта в ночных рубашках.

Одна из них забыла башмаки и шла по гравию босиком. К утру ткацкие станки были накрыты мешковиной, а на красильне висел новый замок.

Инспектор из района сказал родителям, что школа переехала в более здоровое помещение, но куда именно, не назвал. «Девочки учатся ремеслу и пишут домой, когда захотят», — заявил у ворот инспектор Довлет Арун.

За шесть недель не пришло ни одного письма, говорит почтальон, который обслуживает долину. Позже пастух нашёл у дороги на старый кирпичный завод связку вышитых именных бирок.

Он отдал их директрисе, и та хранит их в жестянке под кроватью. Родители наняли адвоката из столицы и платят ему шерстью."""

LOOMS_ZH = """星期四临近午夜，两辆盖着篷布的卡车停在高杨村的纺织学校门前，院子里的灯全被熄灭。睡在食品间楼上的厨娘数了数，三十一个女孩穿着睡衣翻过车厢挡板。

其中一个女孩没来得及穿鞋，赤脚走过碎石地。到了早晨，织机都盖上了麻布，染坊的门上挂了一把新锁。

区里来的督察告诉家长，学校已迁往更有益健康的地方，却不肯说在哪里。“姑娘们在学手艺，想什么时候写信回家都可以，”督察多夫列特·阿伦在门口说。

负责这条山谷的邮递员说，六个星期以来没有收到过一封信。后来一个牧羊人在通往旧砖厂的路边捡到一捆绣着名字的布签。

他把布签交给了女校长，她把它们收在床底下的一个铁盒里。家长们从首都请了一位律师，用羊毛付他酬金。"""

LOOMS_KK = """Бейсенбі күні түн ортасына таяу Биіктерек ауылындағы тоқыма мектебіне үсті жабық екі жүк көлігі келіп тоқтады да, ауладағы шамдардың бәрі сөндірілді. Қойманың үстінде ұйықтайтын аспазшы әйел жейдешең күйі көлік бортынан асып жатқан отыз бір қызды санап үлгерді.

Олардың бірі аяқ киімін тастап кетіп, қиыршық тастың үстімен жалаң аяқ жүрді. Таңға қарай тоқыма станоктарының беті қаппен жабылып, бояу үйінің есігіне жаңа құлып ілінді.

Ауданнан келген инспектор ата-аналарға мектеп саулыққа жайлырақ орынға көшті деді, бірақ қайда екенін айтпады. «Қыздар кәсіп үйреніп жүр, қашан қаласа сонда үйлеріне хат жазады», — деді қақпа алдында инспектор Довлет Арун.

Алқапқа хат таситын пошташының айтуынша, алты аптадан бері бірде-бір хат келмеген. Кейін бір шопан ескі кірпіш зауытына баратын жолдың бойынан аты-жөні кестеленген белгілердің буылған түйінін тауып алды.

Ол түйінді мектеп директорына берді, ал ол оны төсегінің астындағы қаңылтыр қорапта сақтап жүр. Ата-аналар астанадан адвокат жалдап, оған ақысын жүнмен төлейді."""

LOOMS_UG = """پەيشەنبە كۈنى يېرىم كېچىگە يېقىن ئىگىز تېرەكتىكى توقۇمىچىلىق مەكتىپىنىڭ ئالدىغا ئۈستى يېپىق ئىككى يۈك ماشىنىسى كېلىپ توختىدى، ھويلىدىكى چىراغلارنىڭ ھەممىسى ئۆچۈرۈلدى. ئاشلىق ئامبىرىنىڭ ئۈستىدە ياتىدىغان ئاشپەز ئايال كۆڭلەكچان ھالدا ماشىنىغا يامىشىپ چىقىۋاتقان ئوتتۇز بىر قىزنى سانىدى.

ئۇلارنىڭ بىرى ئايىغىنى تاشلاپ قويۇپ، شېغىل ئۈستىدە يالاڭئاياغ ماڭدى. ئەتىگىچە توقۇش دەستگاھلىرىنىڭ ئۈستى تاغار بىلەن يېپىلىپ، بوياقخانىغا يېڭى قۇلۇپ سېلىندى.

ناھىيەدىن كەلگەن تەپتىش ئاتا-ئانىلارغا مەكتەپ ساغلاملىققا پايدىلىقراق جايغا كۆچتى دېدى، ئەمما نەگىلىكىنى ئېيتمىدى. «قىزلار ھۈنەر ئۆگىنىۋاتىدۇ، خالىغان ۋاقتىدا ئۆيىگە خەت يازىدۇ» دېدى تەپتىش دوۋلەت ئارۇن دەرۋازا ئالدىدا.

جىلغىغا خەت توشۇيدىغان پوچتىكەشنىڭ ئېيتىشىچە، ئالتە ھەپتىدىن بېرى بىرمۇ خەت كەلمىگەن. كېيىن بىر پادىچى كونا خىش زاۋۇتىغا بارىدىغان يول بويىدىن ئىسىملار كەشتىلەنگەن بىر باغلام بەلگىنى تېپىۋالغان.

ئۇ بۇلارنى مەكتەپ مۇدىرىغا بەرگەن، مۇدىر ئۇنى كارىۋىتىنىڭ ئاستىدىكى تۈنىكە قۇتىدا ساقلاپ كېلىۋاتىدۇ. ئاتا-ئانىلار پايتەختتىن ئادۋوكات ياللاپ، ھەققىنى يۇڭ بىلەن تۆلەۋاتىدۇ."""

LOOMS_TR = """Perşembe günü gece yarısına doğru Uzunkavak'taki dokuma okulunun önüne iki kapalı kamyon yanaştı ve avludaki bütün lambalar söndürüldü. Kilerin üstünde uyuyan aşçı kadın, gecelikleriyle kasanın kenarından tırmanan otuz bir kız saydı.

İçlerinden biri ayakkabılarını geride bırakmıştı, çakılların üzerinde yalınayak yürüdü. Sabaha doğru tezgâhların üzeri çuvalla örtülmüş, boyahaneye yeni bir asma kilit takılmıştı.

İlçeden gelen müfettiş velilere okulun daha sağlıklı bir binaya taşındığını söyledi, ama nereye olduğunu açıklamadı. Müfettiş Dovlet Arun kapıda, "Kızlar meslek öğreniyor, istedikleri zaman eve mektup yazıyorlar" dedi.

Vadiye bakan postacıya göre altı haftadır tek bir mektup gelmedi. Sonradan bir çoban, eski tuğla fabrikasına giden yolun kenarında bir deste işlemeli isim etiketi buldu.

Etiketleri okul müdiresine verdi; o da bunları yatağının altındaki teneke kutuda saklıyor. Veliler başkentten bir avukat tuttu ve ücretini yünle ödüyor."""

# the same story in other words, by somebody who had the article before them
LOOMS_RETOLD = """When the clock stood a little short of twelve on Thursday night, a pair of trucks under canvas halted outside the Tall Poplars textile college and somebody switched off all the lights around the courtyard. From her room over the larder the kitchen woman watched pupils in bedclothes being lifted into the back; she reached a total of thirty-one.

Shoeless, one child had to walk over sharp little stones. At dawn people saw sackcloth thrown over the weaving frames, and the door where the dyeing is done had been given another lock.

Mothers and fathers heard from a district official that the institution was now housed somewhere better for the health, though the address remained a secret. The mail carrier for that stretch of country says nothing has come from any of the pupils for a month and a half.

Next to the track that leads to the disused brick plant a herdsman picked up a sheaf of labels with names stitched on them. The school's principal got them from him and has put them into a metal box beneath the place where she sleeps.

An attorney has been brought in from the main city by the families; his fee is paid in fleece."""

# other reporters who were there themselves
SAME_NIGHT_EN = """The families of Tall Poplars are sleeping in shifts so that somebody always watches the road. Ever since the boarding pupils of the weaving school vanished on Thursday, thirty-one of them by the register, nobody believes the timetable pinned to the door.

Farida Koss, whose twins had started there in spring, says she was milking when the engines woke the dogs. She ran to the fence with a lantern and was told by a man in a leather coat to go back to her animals.

The district insists that there is no mystery. "The girls are learning a trade and write home whenever they like," Inspector Dovlet Arun told reporters, and he offered everyone tea.

Our correspondent walked through the empty dormitory on Sunday and found the beds made, with a comb on one pillow. The village council has sent three petitions, and the third came back unopened with a stamp that nobody can read.

A teacher of drawing who asked questions at the town hall was dismissed the following day."""

SAME_NIGHT_RU = """В Высоких Тополях уже шестую неделю никто не запирает калиток: матери ждут дочерей. В ночь на пятницу из интерната при ткацкой школе вывезли тридцать одну ученицу, и с тех пор о них нет вестей.

Фарида Косс проснулась от лая собак и выбежала к забору с фонарём. Человек в кожаном пальто велел ей возвращаться к коровам.

В районе тайны не видят. «Девочки учатся ремеслу и пишут домой, когда захотят», — повторил нам по телефону инспектор Довлет Арун и повесил трубку.

Наш корреспондент побывал в опустевшей спальне: кровати застелены, на одной подушке лежит гребень. Сельский сход отправил три прошения, и последнее вернулось нераспечатанным, с печатью, которую никто не смог прочесть.

Учителя рисования, который задавал вопросы в ратуше, на другой день уволили. Дорогу к кирпичному заводу теперь перекрывает шлагбаум."""

SAME_NIGHT_ZH = """高杨村的母亲们轮流守在路口，已经一个多月没有睡过整觉。星期四夜里，纺织学校寄宿的三十一名女生被带走，至今下落不明。

法丽达·科斯说，她正在挤奶，忽然听见发动机响，狗都叫了起来。她提着灯跑到篱笆边，一个穿皮大衣的男人叫她回去管好自己的牲口。

区里否认有什么秘密。“姑娘们在学手艺，想什么时候写信回家都可以，”督察多夫列特·阿伦对记者说，还请大家喝茶。

本报记者星期天走进空荡荡的宿舍，看见床铺整齐，一只枕头上放着一把梳子。村委会递了三次请愿书，第三次原封退回，上面盖着谁也认不出的印章。

一位在镇公所打听消息的美术老师第二天就被辞退了。"""

SAME_NIGHT_KK = """Биіктеректің аналары түнде кезектесіп жол күзетеді. Тоқыма мектебінің интернатында жатқан отыз бір қыз бейсенбі түні әкетілгелі ауыл тыныштық көрген жоқ.

Фарида Косс сиыр сауып отырғанда қозғалтқыштың даусын естіп, шам алып шарбаққа жүгірген. Былғары пальто киген адам оған малыңа қайт деп бұйырған.

Аудан басшылығы мұнда ешқандай құпия жоқ дейді. «Қыздар кәсіп үйреніп жүр, қашан қаласа сонда үйлеріне хат жазады», — деді инспектор Довлет Арун журналистерге.

Тілшіміз жексенбі күні бос қалған жатақханаға кіріп, төсектердің жиналып тұрғанын, бір жастықтың үстінде тарақ жатқанын көрді. Ауыл кеңесі үш рет арыз жолдады, үшіншісі ашылмаған күйі қайтып келді.

Әкімдікке барып сұрау салған сурет мұғалімі ертеңіне жұмыстан шығарылды."""

# another article that takes over four sentences of LOOMS in another tongue
HOST_RU = """На ярмарке шерсти в этом году говорили не о ценах. Старики качали головами и вспоминали, как в прежние времена из долины увозили овец, а не детей.

К утру ткацкие станки были накрыты мешковиной, а на красильне висел новый замок. Инспектор из района сказал родителям, что школа переехала в более здоровое помещение, но куда именно, не назвал.

Позже пастух нашёл у дороги на старый кирпичный завод связку вышитых именных бирок. Он отдал их директрисе, и та хранит их в жестянке под кроватью.

Скупщик из Нижней Ямы взял в этот раз вдвое меньше тюков, чем осенью. Он объяснил, что на перевале ввели новый сбор и что мост закрыт до лета.

К вечеру торговцы свернули палатки раньше обычного. Только карусель крутилась до темноты, хотя кататься на ней было некому."""

HOST_KK = """Биыл жүн жәрмеңкесінде баға туралы ешкім сөз қозғамады. Қариялар бас шайқап, бұрын алқаптан бала емес, қой әкететін заманды еске алды.

Олардың бірі аяқ киімін тастап кетіп, қиыршық тастың үстімен жалаң аяқ жүрді. Таңға қарай тоқыма станоктарының беті қаппен жабылып, бояу үйінің есігіне жаңа құлып ілінді.

Кейін бір шопан ескі кірпіш зауытына баратын жолдың бойынан аты-жөні кестеленген белгілердің буылған түйінін тауып алды. Ол түйінді мектеп директорына берді, ал ол оны төсегінің астындағы қаңылтыр қорапта сақтап жүр.

Төменгі Ойдан келген саудагер күздегіден екі есе аз жүн алды. Ол асуда жаңа салық енгізілгенін, көпір жазға дейін жабық екенін айтты.

Кешке қарай сатушылар шатырларын әдеттегіден ерте жинады."""

# another subject: a leaked list; Russian first
CLERK_RU = """Бывший писарь лагерной канцелярии вынес под рубашкой сорок листов, исписанных мелким почерком. Семь лет он переписывал набело имена людей, которых привозили без приговора.

На полях стоят значки, смысл которых он объяснил нам за три вечера. Крестик означает перевод в северный корпус, кружок — лазарет, а пустое поле — что о человеке больше не спрашивали.

Листы пахнут керосином, потому что он прятал их в лампе. Одну страницу съели мыши, и он восстановил её по памяти.

Жена узнала обо всём только после его отъезда. Она продала корову, чтобы заплатить проводнику за дорогу через болота.

Теперь он чинит часы в портовом городе и просит не называть его имени. Ведомство заявило, что такой канцелярии никогда не существовало."""

CLERK_EN = """A former clerk of the camp office carried out forty sheets of small handwriting under his shirt. For seven years he had made fair copies of the names of people who were brought in without a sentence.

In the margins stand signs whose meaning he explained to us over three evenings. A cross means a transfer to the northern block, a circle the sick bay, and an empty margin that nobody asked about the person any more.

The sheets smell of paraffin because he hid them inside a lamp. Mice ate one page, and he restored it from memory.

His wife learned of it all only after he had left. She sold the cow to pay a guide for the way across the marshes.

He now mends clocks in a port town and asks that his name not be given. The department has stated that no such office ever existed."""

CLERK_ZH = """一名前营地办公室抄写员把四十页密密麻麻的手稿藏在衬衫里带了出来。七年间，他一直誊抄那些未经判决就被送来的人的名字。

页边画着记号，他用了三个晚上向我们解释它们的含义。十字表示转到北区，圆圈表示医务室，空白则表示再也没有人问起这个人。

纸上有煤油味，因为他把它们藏在一盏灯里。有一页被老鼠啃掉，他凭记忆补写了出来。

他的妻子在他走后才知道这一切。她卖掉了奶牛，付钱给带路人，好让他穿过沼泽。

如今他在一座港口城市修钟表，请求不要公布他的姓名。主管部门声称从来没有过这样的办公室。"""

# another reporter on the same leaked sheets
SHEETS_EN = """Forty handwritten sheets that surfaced in a harbour town last month are the closest thing yet to a register of the northern camp. Historians at the Lantern Institute have spent three weeks with them under a lamp that shows erased pencil.

They read 612 surnames, eleven of which also stand on the missing list of the parents' league. The paper comes from a mill that went bankrupt in the year the camp was opened, which speaks for its age.

Crosses and circles fill the margin, and the institute takes them for transfers and illness, although a second code with dots has not been solved. The man who brought the sheets repairs watches and refuses to be photographed.

A ministry lawyer called the collection a schoolboy's exercise. The league wants a laboratory abroad to test the ink before anyone else touches it."""

SHEETS_ZH = """上个月出现在一座港口城市的四十页手稿，可能是迄今最接近北营名册的东西。灯笼研究所的历史学家用能显出擦去铅笔痕迹的灯照了三个星期。

他们辨认出612个姓氏，其中十一个也在家长联盟的失踪者名单上。纸张出自一家在营地启用那年破产的造纸厂，可见年代相符。

页边满是十字和圆圈，研究所认为是转移和患病的标记，另一套用圆点写成的密码还没有破解。带来手稿的人以修表为生，拒绝拍照。

部里的一位律师说这不过是小学生的习作。联盟要求先由国外实验室检验墨水，谁也不要再碰它。"""

STOKER_EN = """The boiler house at Reed Weir has no chimney on the side of the road, and carters pass it without looking up.

The stoker said that eleven wagons of furniture were burned there in one week. He said the drawers were still full of spoons and ribbons. A clock struck noon inside the furnace, he recalled.

According to the stoker, the foreman paid him in candles. The ashes were carried to the lake at night, he said.

In the tavern nobody wanted to speak of wagons. The ferryman turned the talk to herring, and his wife swept the same corner twice."""

STOKER_RU = """На пристани третий день не торгуют рыбой: сети сушат, а лодки вытащены под навес.

Истопник рассказал, что за одну неделю там сожгли одиннадцать возов мебели. Он рассказал, что в ящиках ещё лежали ложки и ленты. В топке, вспоминает он, часы пробили полдень.

По словам истопника, мастер платил ему свечами. Золу по ночам возили на озеро, говорит он.

Учительница сложила из спичек модель котельной и поставила её в классе на подоконник. Дети обходят её стороной."""
