// Placeholder until the first file of SchouwTemplates lands.
