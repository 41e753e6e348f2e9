// Placeholder until the first file of SchouwDocumentsTests lands.
