// Placeholder until the first file of SchouwDocuments lands.
