// Placeholder until the first file of SchouwServerTests lands.
