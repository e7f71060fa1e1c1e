import Drawing
import Foundation

/// Which characters the terminal takes, as the locale says.
enum Characters: Equatable {
    case unicode
    case ascii

    /// Chooses the locale for ncurses and the C library.
    ///
    /// Where none is set, or one that this machine does not have, the terminal is nearly always one
    /// for UTF-8 all the same. `LC_ALL=C` is an explicit wish for plain characters, and a locale
    /// with another character set is taken at its word.
    static func choose(environment: [String: String]) -> Characters {
        setlocale(LC_CTYPE, "")
        if isUnicode { return .unicode }
        let name = String(cString: nl_langinfo(nl_item(CODESET)))
        let isUnset = ["ANSI_X3.4-1968", "US-ASCII", "646", ""].contains(name)
        let isWished = ["C", "POSIX"].contains(environment["LC_ALL"] ?? "")
        if isUnset && !isWished {
            for locale in ["C.UTF-8", "en_US.UTF-8"] where setlocale(LC_CTYPE, locale) != nil {
                if isUnicode { return .unicode }
            }
        }
        return .ascii
    }

    private static var isUnicode: Bool {
        ["UTF-8", "utf8"].contains(String(cString: nl_langinfo(nl_item(CODESET))))
    }
}

// MARK: - Look-alikes

extension Characters {
    /// What stands for a character: itself, or one of printable ASCII.
    func form(of text: String) -> String {
        if self == .unicode || text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        if let lookAlike = Self.lookAlikes[text] { return lookAlike }
        let bare = text.decomposedStringWithCanonicalMapping.unicodeScalars.first
        return bare.flatMap { $0.isASCII ? String($0) : nil } ?? "?"
    }

    private static let lookAlikes: [String: String] = {
        let table: [(String, of: String)] = [
            ("-", "─━═╌╍┄┅‐‑–—−▔▁"), ("|", "│┃║╎╏┆┇▏▕"),
            ("+", "┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬"),
            (">", "→▶▸›»⇒"), ("<", "←◀◂‹«⇐"), ("^", "↑▲▴⇑"), ("v", "↓▼▾⇓√"),
            ("#", "█▇▆▅▓▌▐▀▄▉▊▋▘▝▖▗▚▞▙▛▜▟"), ("=", "▒≡≈"), (".", "░·…∙⋯▂"), (":", "⋮▃▍▎"),
            ("*", "•●★×∗⊙·"),
            ("o", "○◦°"), ("'", "’‘′"), ("\"", "“”″"), ("/", "╱÷"), ("\\", "╲"), ("x", "✕✗╳"),
            ("+", "✓✔⊕"), ("S", "∑Σ"), ("u", "µμ"),
            // A power is told by its place, an infinity by its name.
            ("T", "ᵀ"), ("2", "²"), ("i", "∞"), ("s", "σ"), ("g", "γ"), ("b", "β"), ("e", "ε"),
            ("p", "π"), ("d", "∂"), ("n", "η"), ("<", "≤"), (">", "≥"),
        ]
        return Dictionary(
            table.flatMap { plain, others in others.map { (String($0), plain) } },
            uniquingKeysWith: { first, _ in first })
    }()
}
