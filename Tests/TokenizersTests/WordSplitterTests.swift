import Testing

@testable import Tokenizers

@Suite struct WordSplitterTests {
    @Test(arguments: [
        ("I love you very much", ["I", "love", "you", "very", "much"]),
        ("  the\tcat\r\nsat\u{A0}down ", ["the", "cat", "sat", "down"]),
        ("I got my car, it was new.", ["I", "got", "my", "car", ",", "it", "was", "new", "."]),
        ("Hi, how are you?!", ["Hi", ",", "how", "are", "you", "?", "!"]),
        ("well... yes", ["well", "...", "yes"]),
        ("wait...what", ["wait", "...", "what"]),
        ("\"Stop!\", he said", ["\"", "Stop", "!", "\"", ",", "he", "said"]),
        ("(the cat)", ["(", "the", "cat", ")"]),
        ("«ciao»", ["«", "ciao", "»"]),
    ])
    func marksAreTokens(sentence: String, words: [String]) {
        #expect(WordSplitter.words(of: sentence) == words)
    }

    @Test(arguments: ["1,000", "3.14", "10:30", "e.g", "heed.app", "didn't", "l’eau", "x-ray"])
    func numbersAbbreviationsAndContractionsAreWhole(word: String) {
        #expect(WordSplitter.words(of: word) == [word])
        #expect(WordSplitter.words(of: "the \(word), too") == ["the", word, ",", "too"])
    }

    @Test(arguments: [
        ("'didn't'", ["'", "didn't", "'"]),
        ("'hello there', she said", ["'", "hello", "there", "'", ",", "she", "said"]),
        ("the dogs' bowl.", ["the", "dogs'", "bowl", "."]),
        ("‘quoted’", ["‘", "quoted", "’"]),
    ])
    func singleQuotesAreTellable(sentence: String, words: [String]) {
        #expect(WordSplitter.words(of: sentence) == words)
    }

    @Test func aMarkPutOnASpaceIsNotLost() {
        // A space with a combining acute accent is one character, and that character is a space.
        #expect(WordSplitter.words(of: "the \u{301}cat") == ["the", "\u{301}cat"])
    }

    @Test func theMarkAtTheStartOfAFileIsNotPartOfAWord() {
        #expect(WordSplitter.words(of: "\u{FEFF}The cat") == ["The", "cat"])
    }

    @Test(arguments: [
        "\u{0}", "\u{1B}", "\u{202E}abc", "e\u{301}", "👩‍👩‍👧", "猫", "قطة", "\u{FFFD}", "-", "\u{200B}",
    ])
    func strangeTextIsKeptAsItIs(word: String) {
        let words = WordSplitter.words(of: "the \(word) sat")
        #expect(
            words.map { Array($0.unicodeScalars) } == [
                Array("the".unicodeScalars), Array(word.unicodeScalars),
                Array("sat".unicodeScalars),
            ])
    }

    @Test func aWordOfAMegabyteIsOneWord() {
        let word = String(repeating: "x", count: 1 << 20)
        #expect(WordSplitter.words(of: "a \(word) b").map(\.utf8.count) == [1, 1 << 20, 1])
    }
}
