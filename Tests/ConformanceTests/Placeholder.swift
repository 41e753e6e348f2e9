// Placeholder until the first file of ConformanceTests lands.
