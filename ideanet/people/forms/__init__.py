"""The forms of people, one noun a module. Those of allauth are in `entrance`, which is loaded late."""
