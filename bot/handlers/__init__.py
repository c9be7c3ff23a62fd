"""What a person can do, one file each. A handler says whether it matches and returns a Decision: values in, values out."""
