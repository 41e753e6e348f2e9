// Placeholder until the first file of SchouwTemplatesTests lands.
