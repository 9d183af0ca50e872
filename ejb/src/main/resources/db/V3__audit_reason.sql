-- Why an operator decided as they did, where they are asked to say so.
ALTER TABLE audit ADD COLUMN reason varchar(255);
