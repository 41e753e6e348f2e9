// swift-tools-version: 6.2
import PackageDescription

/// Every target: warnings are errors, existentials are spelled out, imports are internal.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// The pure floors are optimized in debug builds too: the tests fold hundreds of thousands of
/// histories, and unoptimized byte loops are 9 to 17 times slower.
let pure: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "schouw",
  platforms: [.macOS(.v15), .iOS(.v18)],
  products: [
    .library(
      name: "SchouwFieldClient",
      targets: [
        "SchouwFieldClient", "SchouwTransport", "SchouwCanon", "SchouwDocuments", "SchouwSync",
        "SchouwTemplates", "SchouwJournal",
      ]),
    .executable(name: "schouw", targets: ["schouw"]),
    .executable(name: "schouw-remote", targets: ["schouw-remote"]),
    .executable(name: "schouw-server", targets: ["schouw-server"]),
    .executable(name: "schouw-demo", targets: ["schouw-demo"]),
    .executable(name: "schouw-bench", targets: ["schouw-bench"]),
    .executable(name: "schouw-simulate", targets: ["schouw-simulate"]),
  ],
  targets: [
    // Ground: pure values, no input or output.
    .target(name: "SchouwCanon", swiftSettings: pure),
    .target(name: "SchouwDocuments", dependencies: ["SchouwCanon"], swiftSettings: pure),
    // Engine.
    .target(name: "SchouwJournal", dependencies: ["SchouwDocuments"], swiftSettings: pure),
    .target(name: "SchouwSync", dependencies: ["SchouwDocuments"], swiftSettings: pure),
    .target(name: "SchouwHTTP", dependencies: ["SchouwCanon"], swiftSettings: pure),
    // Domain.
    .target(
      name: "SchouwTemplates", dependencies: ["SchouwDocuments"],
      exclude: ["Resources"], swiftSettings: pure),
    // Applications.
    .target(
      name: "SchouwFieldClient", dependencies: ["SchouwTemplates", "SchouwSync", "SchouwJournal"],
      swiftSettings: pure),
    .target(
      name: "SchouwTransport", dependencies: ["SchouwFieldClient", "SchouwHTTP"],
      swiftSettings: strict),
    .target(
      name: "SchouwServer",
      dependencies: [
        "SchouwTemplates", "SchouwSync", "SchouwJournal", "SchouwHTTP", "SchouwCommandLine",
      ],
      swiftSettings: pure),
    .target(name: "SchouwCommandLine", dependencies: ["SchouwCanon"], swiftSettings: strict),
    .target(
      name: "SchouwFieldCommands", dependencies: ["SchouwCommandLine", "SchouwFieldClient"],
      swiftSettings: strict),
    // The cores of the applications on simulated disks, networks and clocks.
    .target(
      name: "SchouwSimulation", dependencies: ["SchouwFieldClient", "SchouwServer"],
      swiftSettings: pure),
    // Executables.
    .executableTarget(name: "schouw", dependencies: ["SchouwFieldCommands"], swiftSettings: strict),
    .executableTarget(
      name: "schouw-remote", dependencies: ["SchouwFieldCommands", "SchouwTransport"],
      swiftSettings: strict),
    .executableTarget(
      name: "schouw-server",
      dependencies: ["SchouwCommandLine", "SchouwFieldCommands", "SchouwServer"],
      swiftSettings: strict),
    .executableTarget(
      name: "schouw-demo",
      dependencies: [
        "SchouwCommandLine", "SchouwFieldClient", "SchouwTransport", "SchouwServer",
      ], swiftSettings: strict),
    .executableTarget(
      name: "schouw-bench",
      dependencies: [
        "SchouwCommandLine", "SchouwFieldClient", "SchouwTransport", "SchouwServer", "SchouwSync",
      ], swiftSettings: strict),
    .executableTarget(
      name: "schouw-simulate", dependencies: ["SchouwCommandLine", "SchouwSimulation"],
      swiftSettings: strict),
    // Tests.
    .target(
      name: "SchouwTesting", dependencies: ["SchouwSimulation"], path: "Tests/SchouwTesting",
      swiftSettings: pure),
    .testTarget(
      name: "SchouwCanonTests", dependencies: ["SchouwCanon", "SchouwTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "SchouwDocumentsTests", dependencies: ["SchouwDocuments", "SchouwTesting"],
      swiftSettings: pure),
    .testTarget(
      name: "SchouwJournalTests", dependencies: ["SchouwJournal", "SchouwTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "SchouwSyncTests", dependencies: ["SchouwSync", "SchouwTesting"], swiftSettings: strict),
    .testTarget(
      name: "SchouwHTTPTests", dependencies: ["SchouwHTTP", "SchouwTesting"],
      exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "SchouwTemplatesTests", dependencies: ["SchouwTemplates", "SchouwTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "SchouwFieldClientTests", dependencies: ["SchouwFieldClient", "SchouwTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "SchouwServerTests",
      dependencies: ["SchouwServer", "SchouwFieldClient", "SchouwTransport", "SchouwTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "SchouwCommandLineTests",
      dependencies: ["SchouwCommandLine", "SchouwFieldCommands", "SchouwTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "ConformanceTests", dependencies: ["SchouwDocuments", "SchouwTesting"],
      exclude: ["client.py", "client_vectors.py", "reference.py"], swiftSettings: strict),
    .testTarget(
      name: "ProcessTests",
      dependencies: [
        "SchouwTesting", "SchouwCommandLine", "SchouwFieldClient", "schouw", "schouw-remote",
        "schouw-server",
      ], swiftSettings: strict),
    .testTarget(
      name: "SimulationTests", dependencies: ["SchouwSimulation", "SchouwTesting"],
      swiftSettings: strict),
    .testTarget(name: "TidyTests", dependencies: ["SchouwCanon"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
