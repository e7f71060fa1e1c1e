import Foundation
import Testing

@testable import Lessons

@Suite struct ProgressTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func progressIsKept() throws {
        try inFolder { folder in
            let file = ProgressFile(environment: ["XDG_STATE_HOME": folder])
            #expect(file.path == folder + "/heed/lessons.json")
            #expect(try file.load().progress == Progress())
            var progress = Progress()
            var run = try LessonRun(lesson(RunTests.body), laboratory: .shared)
            try run.commit(.cell([1]))
            run.next()
            progress.lessons["t"] = run.record
            try file.save(progress)
            let (loaded, notice) = try file.load()
            #expect(loaded == progress && notice == nil)
            #expect(
                try String(contentsOfFile: file.path, encoding: .utf8).contains("\"version\" : 1"))
        }
    }

    @Test func theHomeFolderIsUsedWithoutXDG() {
        #expect(
            ProgressFile(environment: ["HOME": "/h"]).path == "/h/.local/state/heed/lessons.json")
        #expect(
            ProgressFile(environment: ["HOME": "/h", "XDG_STATE_HOME": "relative"]).path
                == "/h/.local/state/heed/lessons.json")
    }

    @Test(arguments: [
        ("rubbish", "damaged"), ("{\"version\": 1}", "damaged"),
        ("{\"version\": 2, \"lessons\": {}}", "newer"), ("", "damaged"),
    ])
    func whatCannotBeReadIsSetAside(_ content: String, _ kind: String) throws {
        try inFolder { folder in
            let file = ProgressFile(environment: ["XDG_STATE_HOME": folder])
            try file.save(Progress())
            for number in 1...2 {
                try content.write(toFile: file.path, atomically: true, encoding: .utf8)
                let (progress, notice) = try file.load()
                #expect(progress == Progress())
                let other = file.path + "." + kind + (number == 1 ? "" : "-2")
                #expect(notice?.hasSuffix("kept as \(other), and progress begins anew") == true)
                #expect(try String(contentsOfFile: other, encoding: .utf8) == content)
                try file.save(progress)
            }
        }
    }
}
