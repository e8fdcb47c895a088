"""The invented people of ``examples/``, each as a function that builds the plan."""
