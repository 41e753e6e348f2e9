print("schouw-bench")
