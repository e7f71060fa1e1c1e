/// Finds what a table has for a path by the last parts of it.
enum PathEnds {
    /// The entry of the longest end of the path that has one. The numbers of layers are left out,
    /// and `attention` in a table stands for every kind of attention. So the query of
    /// cross-attention can have an entry of its own, and the split into heads the same everywhere.
    static func entry<Entry>(for path: String, in table: [String: Entry]) -> Entry? {
        let parts = path.split(separator: ".").filter { Int($0) == nil }.map(String.init)
        for start in parts.indices {
            let end = parts[start...]
            if let own = table[end.joined(separator: ".")] { return own }
            if end.first?.hasSuffix("_attention") == true,
                let shared = table[(["attention"] + end.dropFirst()).joined(separator: ".")]
            {
                return shared
            }
        }
        return nil
    }
}
