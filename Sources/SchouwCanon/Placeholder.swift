// Placeholder until the first file of SchouwCanon lands.
