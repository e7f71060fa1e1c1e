import CNcurses
import Foundation

/// A description of the user's own terminal in which a colour is a number of 24 bits.
///
/// ncurses knows of 24-bit colour only where the terminal's description (terminfo) says so, and
/// what is installed says it for few terminals and in a form that some of them misread. So the
/// description that is installed is read, the colours are replaced, and the result is given to
/// ncurses through the environment: no file is written and none is needed.
enum DirectColour {
    /// How red, green and blue are taken out of one number, in the form with semicolons, which
    /// every terminal with 24-bit colour reads.
    private static let components = "%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm"

    private static let numbers: [String: Int32] = ["colors": 1 << 24, "pairs": 1 << 16]
    private static let strings: [String: String?] = [
        "setaf": "\u{1B}[38;2;" + components,
        "setab": "\u{1B}[48;2;" + components,
        // The palette is left alone.
        "initc": nil, "initp": nil, "oc": nil, "setf": nil, "setb": nil, "scp": nil,
    ]
    private static let absentFlags: Set<String> = ["ccc"]

    /// As the environment variable `TERMINFO` takes it (terminfo(5): `b64:`); nil where the
    /// installed ncurses is too old or does not know the terminal.
    static func description(of terminal: String) -> String? {
        guard heed_has_wide_pairs, heed_read_description(terminal, STDOUT_FILENO) else {
            return nil
        }
        defer { heed_forget_description() }
        return "b64:" + Data(entry(named: terminal).bytes).base64EncodedString()
    }

    /// From the description that is being read.
    private static func entry(named name: String) -> TerminfoEntry {
        var entry = TerminfoEntry(name: name)
        for flag in names(heed_flag_name) {
            entry.flags.append(!absentFlags.contains(flag) && tigetflag(flag) > 0)
        }
        for number in names(heed_number_name) {
            entry.numbers.append(numbers[number] ?? tigetnum(number))
        }
        for string in names(heed_string_name) {
            let replaced = strings[string].map { $0.map { Array($0.utf8) } }
            entry.strings.append(replaced ?? installed(string))
        }
        entry.extendedFlags = ["RGB"] + ["AX"].filter { tigetflag($0) > 0 }
        entry.extendedStrings = ["XM"].compactMap { name in installed(name).map { (name, $0) } }
        return entry
    }

    private static func installed(_ string: String) -> [UInt8]? {
        heed_capability(string).map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }

    /// All names of one kind.
    static func names(_ name: (Int32) -> UnsafePointer<CChar>?) -> [String] {
        var names: [String] = []
        while let name = name(Int32(names.count)) { names.append(String(cString: name)) }
        return names
    }
}
