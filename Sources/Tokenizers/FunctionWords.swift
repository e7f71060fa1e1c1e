/// The English words that hold a sentence together. They are written with a capital where a
/// sentence begins, and are no names there.
enum FunctionWords {
    /// - Parameter word: in lower case; a contraction such as `it's` or `don't` counts as well.
    static func contain(_ word: String) -> Bool {
        if word.hasSuffix("n't") { return true }
        return all.contains(word.prefix { $0 != "'" })
    }

    private static let all = Set(
        """
        a an the this that these those my your his her its our their some any no every each either
        neither both all half several many much more most few little less another other such what
        which whose i you he she it we they me him us them mine yours hers ours theirs who whom
        someone anyone everyone nobody something anything everything nothing
        one two three four five six seven eight nine ten first last next
        and but or nor so yet for because although though while when whenever where wherever if
        unless until since as than whether about above across after against along among around at
        before behind below beneath beside between beyond by despite down during except from in
        inside into near of off on onto out outside over past through throughout to toward towards
        under up upon with within without
        am is are was were be been being do does did have has had can could may might must shall
        should will would let there here then now today tomorrow yesterday tonight soon later again
        also too very just only even still already perhaps maybe once never always often sometimes
        usually not how why yes oh hello hi hey please thanks thank goodbye
        """.split(whereSeparator: \.isWhitespace))
}
