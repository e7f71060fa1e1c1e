extension Directive {
    /// What a block can ask for, with the parts that each may have.
    static let parts: [(name: String, parts: [String])] = [
        ("show", ["picture", "numbers", "caption", "highlight"]),
        ("compare", ["picture", "numbers", "caption"]),
        ("highlight", []), ("animate", []), ("edit", []), ("use", []), ("let", []),
        ("run", ["model", "sentence", "target", "edit"]),
        (
            "ask",
            [
                "choose", "point", "number", "order", "answer", "within", "hints", "right",
                "wrong",
            ]
        ),
        ("assert", []),
        ("try", ["at", "edit", "check", "find", "solution", "hints", "done"]),
        ("note", []),
    ]

    /// - Throws: `Fault`.
    init(_ mapping: YAMLMapping) throws {
        // `edit` is a directive and a part of others.
        let mains = mapping.pairs.filter { pair in
            Directive.parts.contains { $0.name == pair.name.text }
        }
        guard
            let main = mains.first(where: { !["edit", "highlight"].contains($0.name.text) })
                ?? mains.first
        else {
            let found = mapping.pairs.first?.name
            throw Fault(
                unknownName(
                    found?.text ?? "", kind: "directive", known: Directive.parts.map(\.name)),
                at: found?.place ?? mapping.place)
        }
        let name = main.name.text
        let allowed = Directive.parts.first { $0.name == name }?.parts ?? []
        try mapping.allow([name] + allowed, in: "'\(name)'")
        switch name {
        case "show": self = .show(try Showing(mapping))
        case "compare": self = .compare(try Comparing(mapping))
        case "highlight": self = .highlight(try main.value.list().map { try $0.text() })
        case "animate": self = .animate(try main.value.list().map { try Frame($0) })
        case "edit": self = .edit(try changes(main.value))
        case "use": self = .use(run: try main.value.text())
        case "run": self = .run(try NamedRun(mapping))
        case "let":
            self = .table(
                try main.value.mapping().pairs.map { try TableDefinition($0.name, $0.value) })
        case "ask": self = .ask(try Question(mapping))
        case "assert":
            self = .assert(try main.value.list().map { try Located.Claim(try $0.text()) })
        case "try": self = .exercise(try Exercise(mapping))
        default: self = .note(try Template(try main.value.text()))
        }
    }
}

/// - Throws: `Fault`.
private func changes(_ value: YAMLValue?) throws -> [ChangeRequest] {
    try value?.list().map { try ChangeRequest($0) } ?? []
}

private func template(_ value: YAMLValue?) throws -> Template? {
    try value.map { try Template(try $0.text()) }
}

extension Located.Claim {
    fileprivate init(_ text: Located) throws {
        self.init(expression: try Expression(text), text: text)
    }
}

extension PictureLook {
    fileprivate init(_ mapping: YAMLMapping) throws {
        let name = try mapping["picture"]?.text()
        if let name, !PictureLook.pictures.contains(name.text) {
            throw Fault(
                unknownName(name.text, kind: "picture", known: PictureLook.pictures),
                at: name.place)
        }
        picture = name?.text
        showsNumbers = try mapping["numbers"]?.truth() ?? false
    }
}

extension Showing {
    fileprivate init(_ mapping: YAMLMapping) throws {
        selectors = try mapping.required("show").list().map { try $0.text() }
        look = try PictureLook(mapping)
        caption = try template(mapping["caption"])
        highlights = try mapping["highlight"]?.list().map { try $0.text() } ?? []
    }
}

extension Comparing {
    fileprivate init(_ mapping: YAMLMapping) throws {
        let value = try mapping.required("compare")
        let selectors = try value.list().map { try $0.text() }
        guard 1...2 ~= selectors.count else {
            throw Fault("expected one selector or two", at: value.place)
        }
        first = selectors[0]
        second = selectors.count == 2 ? selectors[1] : nil
        look = try PictureLook(mapping)
        caption = try template(mapping["caption"])
    }
}

extension Frame {
    fileprivate init(_ value: YAMLValue) throws {
        guard value.isMapping else {
            selector = try value.text()
            text = nil
            return
        }
        let mapping = try value.mapping()
        try mapping.allow(["at", "say"], in: "a step")
        selector = try mapping.required("at").text()
        text = try template(mapping["say"])
    }
}

extension NamedRun {
    fileprivate init(_ mapping: YAMLMapping) throws {
        name = try mapping.required("run").text()
        guard name.text.first?.isLetter == true,
            name.text.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }),
            name.text != Situation.before
        else {
            throw Fault(
                "expected a name of letters, digits and '_', other than '\(Situation.before)'",
                at: name.place)
        }
        model = try mapping["model"]?.text()
        sentence = try mapping["sentence"]?.text()
        target = try mapping["target"]?.text()
        changes = try Lessons.changes(mapping["edit"])
    }
}

extension Question {
    fileprivate init(_ mapping: YAMLMapping) throws {
        text = try Template(try mapping.required("ask").text())
        hints = try mapping["hints"]?.list().map { try Template(try $0.text()) } ?? []
        whenRight = try template(mapping["right"])
        whenWrong = try template(mapping["wrong"])
        if let choices = mapping["choose"] {
            kind = .choose(
                try choices.list().map { try Choice($0) },
                answer: try Template(try mapping.required("answer").text()))
        } else if let place = mapping["point"] {
            kind = .point(at: try place.text(), answer: try Target(try mapping.required("answer")))
        } else if let number = mapping["number"] {
            let text = try number.text()
            let tolerance = try mapping["within"]?.number() ?? 0
            guard tolerance >= 0 else {
                throw Fault("expected 0 or more: how far off is still right", at: mapping.place)
            }
            kind = .number(try Expression(text), within: tolerance, text: text)
        } else if let items = mapping["order"] {
            kind = .order(try items.list().map { try Item($0) })
        } else {
            throw Fault(
                "expected the kind of question: choose, point, number or order", at: mapping.place)
        }
    }
}

extension Question.Choice {
    fileprivate init(_ value: YAMLValue) throws {
        guard value.isMapping else {
            text = try Template(try value.text())
            because = nil
            return
        }
        let mapping = try value.mapping()
        try mapping.allow(["choice", "because"], in: "a choice")
        text = try Template(try mapping.required("choice").text())
        because = try template(mapping["because"])
    }
}

extension Question.Target {
    fileprivate init(_ value: YAMLValue) throws {
        let text = try value.text()
        switch text.text {
        case "largest": self = .largest
        case "smallest": self = .smallest
        default: self = .cell(text)
        }
    }
}

extension Question.Item {
    fileprivate init(_ value: YAMLValue) throws {
        guard value.isMapping else {
            text = try Template(try value.text())
            self.value = nil
            return
        }
        let mapping = try value.mapping()
        try mapping.allow(["item", "value"], in: "an item")
        text = try Template(try mapping.required("item").text())
        self.value = try mapping["value"].map { try Expression(try $0.text()) }
    }
}

extension Exercise {
    fileprivate init(_ mapping: YAMLMapping) throws {
        text = try Template(try mapping.required("try").text())
        selector = try mapping["at"]?.text()
        changes = try Lessons.changes(mapping["edit"])
        check = try mapping["check"].map { try Located.Claim(try $0.text()) }
        places = try mapping["find"]?.list().map { try $0.text() } ?? []
        solution = try Lessons.changes(mapping["solution"])
        hints = try mapping["hints"]?.list().map { try Template(try $0.text()) } ?? []
        whenDone = try template(mapping["done"])
        guard (check != nil) != !places.isEmpty else {
            throw Fault("expected either 'check' or 'find'", at: mapping.place)
        }
        if check != nil && solution.isEmpty {
            throw Fault(
                "'solution' is missing: the changes that make the check true", at: mapping.place)
        }
    }
}
