// Placeholder until the first file of SchouwSyncTests lands.
