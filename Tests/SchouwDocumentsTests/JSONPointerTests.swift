import SchouwDocuments
import SchouwTesting
import Testing

@Suite struct `A JSON pointer` {
  @Test(
    arguments: [
      ("", []), ("/foo", ["foo"]), ("/foo/0", ["foo", "0"]), ("/", [""]), ("/a~1b", ["a/b"]),
      ("/c%d", ["c%d"]), ("/e^f", ["e^f"]), ("/g|h", ["g|h"]), ("/i\\j", ["i\\j"]),
      ("/k\"l", ["k\"l"]), ("/ ", [" "]), ("/m~0n", ["m~n"]),
    ] as [(String, [String])]
  )
  func `reads the examples of RFC 6901 section 5`(_ text: String, _ tokens: [String]) throws {
    let pointer = try #require(JSONPointer(text))
    #expect(pointer.tokens == tokens)
    #expect(JSONPointer(tokens: tokens) == pointer)
    #expect(pointer.description == text)
  }

  @Test func `unescapes ~01 to ~1, not to a slash (RFC 6901 section 4)`() throws {
    #expect(try #require(JSONPointer("/~01")).tokens == ["~1"])
    #expect(try #require(JSONPointer("/~10~00/~0~1")).tokens == ["/0~0", "~/"])
    #expect(try #require(JSONPointer(tokens: ["~1"])).description == "/~01")
  }

  @Test(arguments: ["a", "a/b", "#/a", "/~", "/~2", "/a~", "/~/x", " /a"])
  func `refuses what is none`(_ text: String) { #expect(JSONPointer(text) == nil) }

  @Test func `has at most 16 tokens and 512 bytes (rule I5)`() {
    let tokens = [String](repeating: "x", count: 16)
    #expect(JSONPointer(tokens: tokens) != nil)
    #expect(JSONPointer(tokens: tokens + ["x"]) == nil)
    #expect(JSONPointer("/" + String(repeating: "x", count: 511)) != nil)
    #expect(JSONPointer("/" + String(repeating: "x", count: 512)) == nil)
    #expect(JSONPointer("/" + String(repeating: "é", count: 256)) == nil)
    #expect(JSONPointer(tokens: tokens)?.appending("x") == nil)
    #expect(JSONPointer("/" + String(repeating: "x", count: 510))?.appending("") != nil)
    #expect(JSONPointer("/" + String(repeating: "x", count: 511))?.appending("") == nil)
  }

  @Test func `is above what begins with it and a slash, and nothing else`() {
    let a = pointer("/a")
    for below in ["/a/x", "/a/", "/a/x/y", "/a//"] {
      #expect(a.isAbove(pointer(below)), "\(below)")
      #expect(!pointer(below).isAbove(a))
      #expect(a.overlaps(pointer(below)) && pointer(below).overlaps(a))
    }
    for beside in ["/a-b", "/ab", "/a~1x", "/a ", "/b", "/A/x", "/a\u{301}/x"] {
      #expect(!a.isAbove(pointer(beside)), "\(beside)")
      #expect(!a.overlaps(pointer(beside)) && !pointer(beside).overlaps(a))
    }
    #expect(!a.isAbove(a) && a.isAtOrAbove(a) && a.overlaps(a))
    #expect(JSONPointer.root.isAbove(a) && !JSONPointer.root.isAbove(.root))
    #expect(JSONPointer.root.isAtOrAbove(.root) && !a.isAbove(.root))
  }

  @Test func `is ordered by bytes, everything under it after it`() {
    let sorted = ["", "/", "/a", "/a ", "/a-b", "/a/x", "/a0", "/ab", "/~1", "/é", "/\u{10000}"]
    #expect(sorted.compactMap { JSONPointer($0) }.shuffled().sorted().map(\.description) == sorted)
  }

  @Test func `is the same only if its bytes are`() {
    #expect(pointer("/\u{e9}") != pointer("/e\u{301}"))
    #expect(Set([pointer("/\u{e9}"), pointer("/e\u{301}")]).count == 2)
  }

  @Test func `knows its parent, its last token and what it is`() {
    #expect(pointer("/a/b~1c").parent == pointer("/a"))
    #expect(pointer("/a").parent == .root)
    #expect(JSONPointer.root.parent == nil)
    #expect(pointer("/a/b~1c").lastToken == "b/c")
    #expect(JSONPointer.root.lastToken.isEmpty)
    #expect(pointer("/a").appending("b/c")?.description == "/a/b~1c")
    #expect(pointer("/@kind").isReserved && pointer("/@").isReserved)
    #expect(
      !pointer("/a/@kind").isReserved && !pointer("/").isReserved && !JSONPointer.root.isReserved
    )
    #expect(JSONPointer.root.isRoot && !pointer("/").isRoot)
  }
}
