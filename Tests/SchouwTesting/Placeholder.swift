// Placeholder until the first file of SchouwTesting lands.
