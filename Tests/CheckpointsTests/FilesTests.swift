import Foundation
import JSON
import Testing

@testable import Checkpoints

@Suite struct AtomicFileTests {
    private func content(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    private func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test func aFileIsMadeAndReplaced() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/file"
            try AtomicFile.write(Data("first, and longer".utf8), to: path)
            #expect(content(path) == "first, and longer")
            try AtomicFile.write(Data("second".utf8), to: path)
            #expect(content(path) == "second")
            try AtomicFile.write(Data(), to: path)
            #expect(content(path) == "")
            #expect(try names(in: folder) == ["file"])
        }
    }

    @Test func permissionsAndLinksStay() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write(Data("old".utf8), to: folder + "/file")
            chmod(folder + "/file", 0o640)
            symlink("file", folder + "/link")
            try AtomicFile.write(Data("new".utf8), to: folder + "/link")
            #expect(content(folder + "/file") == "new")
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/file")
            #expect(attributes[.posixPermissions] as? Int == 0o640)
            #expect(
                try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/link")
                    == "file")
        }
    }

    @Test func aFailureLeavesTheOldFileAndNoOther() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/missing/file"
            expectError("cannot write \(path): No such file or directory") {
                try AtomicFile.write(Data("new".utf8), to: path)
            }
            expectError("cannot write \(folder): Is a directory") {
                try AtomicFile.write(Data("new".utf8), to: folder)
            }
            // The longest name that a file may have leaves no room for the temporary one.
            let long = folder + "/" + String(repeating: "x", count: 255)
            try Data("old".utf8).write(to: URL(fileURLWithPath: long), options: [])
            expectError("cannot write \(long.escaped): File name too long") {
                try AtomicFile.write(Data("new".utf8), to: long)
            }
            #expect(content(long) == "old")
            #expect(try names(in: folder).count == 1)
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func whatIsReadOnlyStays() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/file"
            try AtomicFile.write(Data("old".utf8), to: path)
            chmod(path, 0o444)
            expectError("cannot write \(path): Permission denied") {
                try AtomicFile.write(Data("new".utf8), to: path)
            }
            chmod(path, 0o644)
            chmod(folder, 0o555)
            defer { chmod(folder, 0o755) }
            expectError("cannot write \(path): Permission denied") {
                try AtomicFile.write(Data("new".utf8), to: path)
            }
            #expect(content(path) == "old")
        }
    }

    #if os(Linux)
        @Test func aFullDeviceIsReported() {
            expectError("cannot write /dev/full: No space left on device") {
                try AtomicFile.write(Data("new".utf8), to: "/dev/full")
            }
        }
    #endif

    @Test func aDeviceIsWrittenToAndNotReplaced() throws {
        try AtomicFile.write(Data("new".utf8), to: "/dev/null")
        var status = stat()
        #expect(stat("/dev/null", &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFCHR)
    }
}

@Suite struct MappedFileTests {
    @Test func theBytesAreThere() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write(Data("text".utf8), to: folder + "/file")
            #expect(try MappedFile(folder + "/file").withBytes(Array.init) == Array("text".utf8))
            try AtomicFile.write(Data(), to: folder + "/file")
            #expect(try MappedFile(folder + "/file").withBytes(\.isEmpty))
        }
    }

    @Test func whatIsNoFileIsRefusedAtOnce() throws {
        try withTemporaryFolder { folder in
            expectError("cannot read \(folder)/none: No such file or directory") {
                _ = try MappedFile(folder + "/none")
            }
            expectError("cannot read \(folder): not an ordinary file") {
                _ = try MappedFile(folder)
            }
            // Nobody writes into this pipe: waiting for it would never end.
            mkfifo(folder + "/pipe", 0o600)
            expectError("cannot read \(folder)/pipe: not an ordinary file") {
                _ = try MappedFile(folder + "/pipe")
            }
        }
    }

    @Test func anAbsurdlyLongFileIsRefused() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/file"
            try AtomicFile.write(Data("12345".utf8), to: path)
            #expect(try MappedFile(path, limit: 5).withBytes(\.count) == 5)
            expectError("cannot read \(path): it has 5 bytes; expected at most 4") {
                _ = try MappedFile(path, limit: 4)
            }
        }
    }
}
