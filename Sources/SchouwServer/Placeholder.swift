// Placeholder until the first file of SchouwServer lands.
