/// A stack on which items gather until their number is known, so that each array is allocated once,
/// at its size.
struct Pile<Item>: ~Copyable {
  private var base: UnsafeMutablePointer<Item>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    base = UnsafeMutablePointer.allocate(capacity: capacity)
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  /// The item on top; there must be one.
  @inline(__always)
  var top: Item { base[count &- 1] }

  @inline(__always)
  mutating func push(_ item: consuming Item) {
    if count == capacity { grow() }
    (base + count).initialize(to: item)
    count &+= 1
  }

  /// Takes all items from position `start` off the pile, oldest first.
  @inline(__always)
  mutating func take(from start: Int) -> [Item] {
    let size = count &- start
    if size == 0 { return [] }
    var result: [Item] = []
    result.reserveCapacity(size)
    var position = start
    while position < count {
      result.append((base + position).move())
      position &+= 1
    }
    count = start
    return result
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Item>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }
}
