import CKernels
import Dispatch

/// Shares an op among the processor's cores where it is long enough to be worth it. Each output is
/// computed by one core in the same way, so the bits do not depend on how many there are.
enum Sharing {
    /// Below so many multiply-adds, or as much other arithmetic, to wake another core costs more
    /// than it saves.
    private static let leastWork = 1 << 22
    /// Several a core, so that one core which has other things to do does not keep the rest waiting.
    private static let partsPerCore = 4

    /// Calls `body` with ranges that together are `0..<count`, at once where that is worth it.
    ///
    /// - Parameters:
    ///   - unit: what each range but the last is a multiple of.
    ///   - work: the arithmetic of the whole, in multiply-adds.
    static func share(_ count: Int, by unit: Int = 1, work: Int, _ body: (Range<Int>) -> Void) {
        let cores = Int(heed_threads())
        guard cores > 1, work >= leastWork, count > unit else { return body(0..<count) }
        let units = (count + unit - 1) / unit
        let parts = min(cores * partsPerCore, units)
        withoutActuallyEscaping(body) { body in
            // Each part writes outputs of its own.
            nonisolated(unsafe) let body = body
            DispatchQueue.concurrentPerform(iterations: parts) { part in
                let start = units * part / parts * unit
                let end = min(units * (part + 1) / parts * unit, count)
                body(start..<end)
            }
        }
    }
}
