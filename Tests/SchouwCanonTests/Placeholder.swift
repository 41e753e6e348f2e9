// Placeholder until the first file of SchouwCanonTests lands.
