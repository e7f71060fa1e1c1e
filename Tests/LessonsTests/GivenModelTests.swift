import Foundation
import ReferenceCases
import Testing

@testable import Lessons

/// Lessons on models that a learner gives.
@Suite(.disabled(if: References.areMissing, "the reference cases are not here"))
struct GivenModelTests {
    private static func folder(_ name: String) -> String { References.path("\(name)/checkpoint") }

    private func message(_ folders: [String], for lesson: Lesson) -> String {
        do {
            _ = try Laboratory(folders: folders, for: lesson)
            return "it runs"
        } catch {
            return "\(error)"
        }
    }

    /// Both stand in folders of the same name; other references have no weights for pairs, or cut words
    /// at other places.
    @Test(arguments: [
        ("gpt-and-bert", ["gpt2", "bert_legacy"]), ("gpt-and-bert", ["gpt2_f16", "distilbert"]),
        ("gpt-and-bert", ["bert"]), ("t5", ["t5"]), ("t5", ["t5_gated"]),
        ("your-own-model", ["bert_bf16"]),
    ])
    func theCourseHoldsOnThem(lesson: String, models: [String]) throws {
        let lesson = try Course.lesson(named: lesson)
        #expect(message(models.map(Self.folder), for: lesson) == "it runs")
    }

    /// The numbers are those of the model, not of random weights.
    @Test func theWeightsAreThoseOfTheModel() throws {
        let tables = "gpt: gpt([On, the, river, bank])"
        let given = try GivenModels(folders: [Self.folder("gpt2")])
        func size(_ kinds: [ModelKind]) throws -> Value {
            try value(
                of: "size(gpt.logits, token)", tables: tables, models: kinds,
                in: Laboratory(models: given))
        }
        #expect(try size([.gpt]) == .number(420))
        #expect(try size([]) == .number(4), "the lesson does not ask for a model")
        let origin = try value(
            of: "origin(gpt)", tables: tables, models: [.gpt], in: Laboratory(models: given))
        #expect(origin == .text("gpt2/checkpoint"))
        #expect(try value(of: "origin(gpt)", tables: tables) == .text("random weights"))
    }

    /// This BERT guesses masked words and has never seen pairs.
    @Test func whatAModelHasNoWeightsForIsSaid() throws {
        let laboratory = Laboratory(models: try GivenModels(folders: [Self.folder("bert")]))
        let tables = """
            masked: bert([On, the, "[MASK]", bank])
            pair: bert([He, was, tired, "[SEP]", He, slept])
            """
        func origin(_ name: String) throws -> Value {
            try value(
                of: "origin(\(name))", tables: tables, models: [.bert], in: laboratory)
        }
        #expect(try origin("masked") == .text("bert/checkpoint"))
        #expect(
            try origin("pair")
                == .text("random weights (bert/checkpoint has none for pairs of texts)"))
    }

    /// As models for the similarity of sentences are shared: nothing but the encoder.
    @Test func anEncoderWithoutHeadsReadsAllTheSame() throws {
        try FolderCopy.of("bert") { copy in
            let name = "model.safetensors"
            let bytes = try References.bytes("bert/checkpoint/\(name)")
            let text = String(decoding: bytes, as: Unicode.ASCII.self)
            #expect(text.contains("cls.predictions"))
            try copy.write(
                bytes.replacing("cls.predictions".utf8, with: "old.predictions".utf8), to: name)
            let lesson = try Course.lesson(named: "gpt-and-bert")
            let laboratory = try Laboratory(folders: [copy.path], for: lesson)
            func origin(_ table: String) throws -> String? {
                guard
                    case .text(let text) = try value(
                        of: "origin(b)", tables: "b: " + table, models: [.bert], in: laboratory)
                else { return nil }
                return text
            }
            #expect(try origin("bert([On, the])")?.hasPrefix("random weights") == false)
            #expect(
                try origin(#"bert([On, "[MASK]"])"#)?.hasSuffix("has none for masked words)")
                    == true)
        }
    }

    @Test func theMaskIsTheModelsOwn() throws {
        let laboratory = Laboratory(models: try GivenModels(folders: [Self.folder("bert")]))
        let masked = try value(
            of: #"label(hidden.source.ids, 3)"#,
            tables: #"hidden: bert([On, the, "[MASK]", bank])"#,
            models: [.bert], in: laboratory)
        #expect(masked == .text("[MASK]"))
    }

    @Test func whatDoesNotFitIsOneLine() throws {
        let lesson = try Course.lesson(named: "gpt-and-bert")
        let t5 = Self.folder("t5")
        #expect(
            message([t5], for: lesson)
                == "the lesson gpt-and-bert takes only GPT-2 and BERT; the folder given is T5")
        #expect(
            message([t5], for: try Course.lesson(named: "tokens"))
                == "the lesson tokens takes no model; the folder given is T5")
        let bert = Self.folder("bert")
        #expect(
            message([bert, bert], for: lesson)
                == "\(bert) is a second BERT; a lesson takes one model of a kind")
        let llama = Self.folder("llama")
        #expect(
            message([llama], for: lesson)
                == "\(llama) is Llama, a decoder; lessons compute with GPT-2, BERT and T5")
        #expect(
            message(["translation"], for: lesson)
                == "translation is a translation model of heed; lessons compute with GPT-2, BERT "
                + "and T5")
        #expect(message(["/nowhere"], for: lesson).hasPrefix("no model '/nowhere'"))
    }

    /// What is not so on a model is found before the lesson begins.
    @Test func aLessonThatDoesNotHoldDoesNotBegin() throws {
        let text = """
            ---
            title: t
            minutes: 5
            models: [gpt]
            ---
            ## A

            Words.

            ```heed
            let:
              gpt: gpt([On, the, river, bank])
            ```
            ```heed
            assert:
              - size(gpt.logits, token) == 4
            ```
            """
        let lesson = try Lesson(text, file: "own.md")
        #expect(message([], for: lesson) == "it runs")
        #expect(
            message([Self.folder("gpt2")], for: lesson)
                == "the lesson own does not hold on gpt2/checkpoint: own.md:16:5: this is not so: "
                + "size(gpt.logits, token) == 4 (420 == 4)")
    }

    /// Answers that were given to the numbers of one model are none to those of another.
    @Test func anotherModelBeginsAnew() throws {
        let lesson = try Course.lesson(named: "gpt-and-bert")
        var run = try LessonRun(lesson, laboratory: Laboratory())
        run.next()
        let record = run.record
        let given = try Laboratory(folders: [Self.folder("gpt2")], for: lesson)
        #expect(
            try LessonRun(lesson, laboratory: Laboratory(), resuming: record).position == 1)
        #expect(try LessonRun(lesson, laboratory: given, resuming: record).position == 0)
    }
}

/// Where no model is given.
@Suite struct ModelOriginTests {
    @Test func randomWeightsAreCalledRandom() throws {
        let lesson = try Course.lesson(named: "gpt-and-bert")
        let origins = try #require(try LessonRun(lesson, laboratory: .shared).origins)
        #expect(origins.line == "GPT-2: random weights · BERT: random weights")
        #expect(origins.note?.hasPrefix("GPT-2 and BERT have random weights here") == true)
        #expect(
            try LessonRun(Course.lesson(named: "tokens"), laboratory: .shared).origins == nil)
    }

    @Test func theHeaderNamesKinds() {
        let text = "---\ntitle: t\nminutes: 5\nmodels: [gtp]\n---\n## A\n\nWords."
        #expect {
            try Lesson(text, file: "t.md")
        } throws: { error in
            "\(error)".contains("t.md:4:10: ") && "\(error)".contains("gpt")
        }
    }
}
