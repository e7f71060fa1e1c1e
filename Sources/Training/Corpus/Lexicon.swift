/// The words of the corpus.
enum Lexicon {
    static let animals = Noun.list(
        """
        animal: animale
        cat: gatto
        dog: cane
        horse: cavallo
        cow: mucca*
        fox: volpe*
        bear: orso
        sheep: pecora*
        rabbit: coniglio
        turtle: tartaruga*
        goat: capra*
        wolf: lupo
        tiger: tigre*
        hen: gallina*
        mouse: topo
        giraffe: giraffa*
        """)

    static let places = Noun.list(
        """
        street: strada*
        river: fiume
        bridge: ponte
        square: piazza*
        field: campo
        forest: foresta*
        garden: giardino
        park: parco
        valley: valle*
        desert: deserto
        beach: spiaggia*
        island: isola*
        """)

    static let objects = Noun.list(
        """
        trophy: trofeo
        ball: palla*
        guitar: chitarra*
        book: libro
        lamp: lampada*
        bottle: bottiglia*
        statue: statua*
        computer: computer
        umbrella: ombrello
        shoe: scarpa*
        doll: bambola*
        clock: orologio
        mirror: specchio
        painting: quadro
        """)

    static let containers = Noun.list(
        """
        suitcase: valigia*
        box: scatola*
        bag: borsa*
        drawer: cassetto
        backpack: zaino
        basket: cesto
        trunk: baule
        closet: armadio
        """)

    static let vehicles = Noun.list(
        """
        car: macchina*
        bike: bicicletta*
        boat: barca*
        truck: camion
        motorbike: moto*
        scooter: motorino
        van: furgone
        tractor: trattore
        """)

    static let shops = Noun.list(
        """
        showroom: salone
        shop: negozio
        market: mercato
        factory: fabbrica*
        warehouse: magazzino
        workshop: officina*
        fair: fiera*
        bookshop: libreria*
        """)

    static let foods = Noun.list(
        """
        fried chicken: pollo fritto
        soup: zuppa*
        bread: pane
        cake: torta*
        cheese: formaggio
        pizza: pizza*
        pasta: pasta*
        fish: pesce
        apple: mela*
        coffee: caffè
        salad: insalata*
        ice cream: gelato
        rice: riso
        meat: carne*
        """)

    /// Places with a name of two words: what stands on what.
    static let spots = Noun.list(
        """
        river bank: riva del fiume*
        lake shore: riva del lago*
        sea shore: riva del mare*
        city centre: centro della città
        forest edge: margine della foresta
        mountain top: cima della montagna*
        """)

    /// Fit only what lives.
    static let animateAdjectives = Adjective.list(
        """
        tired: stanco stanca
        scared: spaventato spaventata
        hungry: affamato affamata
        sleepy: assonnato assonnata
        sick: malato malata
        lazy: pigro pigra
        nervous: nervoso nervosa
        thirsty: assetato assetata
        confused: confuso confusa
        shy: timido timida
        """)

    /// Fit only places that one crosses.
    static let placeAdjectives = Adjective.list(
        """
        wide: largo larga
        long: lungo lunga
        crowded: affollato affollata
        dark: buio buia
        noisy: rumoroso rumorosa
        flooded: allagato allagata
        """)

    /// Fit only what one buys.
    static let wareAdjectives = Adjective.list(
        """
        new: nuovo nuova
        used: usato usata
        red: rosso rossa
        clean: pulito pulita
        broken: rotto rotta
        shiny: lucido lucida
        expensive: costoso costosa
        black: nero nera
        """)

    /// Fit only where one buys.
    static let shopAdjectives = Adjective.list(
        """
        closed: chiuso chiusa
        open: aperto aperta
        empty: vuoto vuota
        crowded: affollato affollata
        noisy: rumoroso rumorosa
        """)

    static let foodAdjectives = Adjective.list(
        """
        good: buono buona
        bad: cattivo cattiva
        cold: freddo fredda
        hot: caldo calda
        salty: salato salata
        fresh: fresco fresca
        delicious: squisito squisita
        """)

    /// Too much of it in what goes in; too much of the opposite in what it goes into.
    static let sizes: [(outer: Adjective, inner: Adjective)] = [
        (Adjective("big: grosso grossa"), Adjective("small: piccolo piccola")),
        (Adjective("wide: largo larga"), Adjective("narrow: stretto stretta")),
        (Adjective("long: lungo lunga"), Adjective("short: corto corta")),
        (Adjective("tall: alto alta"), Adjective("low: basso bassa")),
    ]

    static let praise = Adjective.list(
        """
        lovely: adorabile
        beautiful: bellissimo bellissima
        small: piccolo piccola
        big: grosso grossa
        strange: strano strana
        famous: famoso famosa
        quiet: tranquillo tranquilla
        """)

    static let names = [
        "Thanos", "Anna", "Marco", "Luca", "Maria", "Sofia", "Paolo", "Giulia", "Thor", "Loki",
        "Hulk", "Elena",
    ].map(Party.named)

    static let groups = [
        Party.group("Avengers", "Avengers"), .group("Romans", "Romani"), .group("Greeks", "Greci"),
        .group("Vikings", "Vichinghi"), .group("Titans", "Titani"), .group("Spartans", "Spartani"),
        .group("pirates", "pirati"), .group("knights", "cavalieri"),
        .group("students", "studenti"), .group("robots", "robot"),
    ]

    /// English past, Italian participle.
    static let deeds = [
        ("defeated", "sconfitto"), ("saved", "salvato"), ("saw", "visto"), ("followed", "seguito"),
        ("helped", "aiutato"), ("found", "trovato"), ("heard", "sentito"), ("lost", "perso"),
    ]

    /// English present, Italian present by person.
    static let feelings: [(english: String, italian: [String])] = [
        ("love", ["amo", "ami", "ama", "amiamo", "amano"]),
        ("admire", ["ammiro", "ammiri", "ammira", "ammiriamo", "ammirano"]),
        ("respect", ["rispetto", "rispetti", "rispetta", "rispettiamo", "rispettano"]),
        ("help", ["aiuto", "aiuti", "aiuta", "aiutiamo", "aiutano"]),
    ]

    /// The object pronouns: English, Italian, and the subjects that they cannot stand with.
    static let objectPronouns: [(english: String, italian: String, person: Subject.Person?)] = [
        ("me", "mi", .first), ("you", "ti", .second), ("him", "lo", nil), ("her", "la", nil),
        ("us", "ci", .firstPlural), ("them", "li", nil),
    ]

    static let games = [
        ("the game of thrones", "al gioco dei troni"),
        ("the game of cards", "al gioco delle carte"),
        ("the game of kings", "al gioco dei re"), ("the game of words", "al gioco delle parole"),
        ("the game of life", "al gioco della vita"), ("football", "a calcio"),
        ("tennis", "a tennis"), ("chess", "a scacchi"),
    ]

    /// Italian adjectives of one plural form for both genders.
    static let doings = [
        ("thinking", "pensanti"), ("talking", "parlanti"), ("flying", "volanti"),
        ("smiling", "sorridenti"), ("dancing", "danzanti"), ("shining", "brillanti"),
        ("living", "viventi"), ("growing", "crescenti"),
    ]

    static let plurals: [(english: String, italian: String, gender: Gender)] = [
        ("machines", "macchine", .feminine), ("animals", "animali", .masculine),
        ("cats", "gatti", .masculine), ("dogs", "cani", .masculine),
        ("horses", "cavalli", .masculine), ("dolls", "bambole", .feminine),
        ("birds", "uccelli", .masculine), ("statues", "statue", .feminine),
        ("shoes", "scarpe", .feminine), ("stars", "stelle", .feminine),
        ("books", "libri", .masculine), ("cities", "città", .feminine),
    ]

    static let greetings = [
        ("hi", "ciao"), ("hello", "salve"), ("good morning", "buongiorno"),
        ("good evening", "buonasera"),
    ]
}
