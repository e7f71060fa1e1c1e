import Testing

@testable import Tokenizers

@Suite struct DetokenizerTests {
    @Test(arguments: [
        ("l' animale non ha attraversato la strada", "L'animale non ha attraversato la strada"),
        ("ciao , come stai ?", "Ciao, come stai?"),
        ("è nell' acqua .", "È nell'acqua."),
        ("s' è fermato", "S'è fermato"),
        ("un po' di pane", "Un po' di pane"),
        ("the dogs' bowl", "The dogs' bowl"),
        ("aspetta ... sì", "Aspetta... sì"),
        ("Batman ha sconfitto <unk>", "Batman ha sconfitto <unk>"),
        ("<unk> dorme", "<unk> dorme"),
        ("\" ciao ! \" , disse ( piano )", "\"Ciao!\", disse (piano)"),
        ("« ciao »", "«Ciao»"),
        ("' ciao ' disse", "'Ciao' disse"),
        ("", ""),
    ])
    func wordsBecomeASentence(words: String, sentence: String) {
        #expect(Detokenizer.sentence(words.split(separator: " ").map(String.init)) == sentence)
    }

    @Test(arguments: [
        "The animal didn't cross the street, it was too tired.", "Hi, how are you?!",
        "\"Stop!\", he said (twice)...", "The dogs' bowl is 'new'; 3.14, 1,000 and 10:30.",
    ])
    func splittingAndJoiningGivesTheSentenceBack(sentence: String) {
        #expect(Detokenizer.sentence(WordSplitter.words(of: sentence)) == sentence)
    }
}
