// Placeholder until the first file of SchouwFieldClient lands.
