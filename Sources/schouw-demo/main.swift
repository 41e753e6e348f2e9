print("schouw-demo")
