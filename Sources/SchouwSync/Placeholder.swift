// Placeholder until the first file of SchouwSync lands.
