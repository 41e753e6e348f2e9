/// A stack whose items lie in one row of memory and are freed with it.
@usableFromInline
struct Pile<Item: BitwiseCopyable>: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<Item>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = max(capacity, 1)
    base = UnsafeMutablePointer.allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// The item at a position below the count, which is not checked.
  @inlinable
  subscript(_ position: Int) -> Item {
    get { base[position] }
    set { base[position] = newValue }
  }

  @inline(__always)
  mutating func push(_ item: Item) {
    if count == capacity { grow() }
    (base + count).initialize(to: item)
    count &+= 1
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
